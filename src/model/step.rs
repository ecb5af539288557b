//! The actions of a runbook, by their front matter.

use super::duration::Duration;
use super::ids::{MessageId, RunbookId, VehicleId};
use super::word::words;

words! {
    /// What kind of action a step is.
    StepKind {
        /// Take the request.
        Receive "receive"
        /// Say what and how bad it is.
        Classify "classify"
        /// Look at the health of the service.
        CheckHealth "check-health"
        /// See whether something holds.
        Check "check"
        /// Gather what is needed.
        Collect "collect"
        /// Find the cause.
        Diagnose "diagnose"
        /// Mend it.
        Resolve "resolve"
        /// Choose a way.
        Decide "decide"
        /// Give access.
        Grant "grant"
        /// Take it further.
        File "file"
        /// Tell the customer.
        Tell "tell"
        /// Wait.
        Wait "wait"
        /// Give it to another desk.
        HandOver "hand-over"
        /// Write it down.
        Record "record"
        /// End the case.
        Close "close"
    }
    /// Who does it.
    StepRole {
        /// Who takes requests.
        Agent "agent"
        /// Who finds causes.
        Engineer "engineer"
        /// Who leads a desk.
        Lead "lead"
        /// Who decides at night.
        DutyManager "duty-manager"
        /// Who knows the invoices.
        Billing "billing"
        /// Who sells.
        Sales "sales"
    }
    /// What is gathered for a case.
    CaseField {
        /// The customer's company.
        Company "company"
        /// Its domain.
        Domain "domain"
        /// Its tenant.
        Tenant "tenant"
        /// The subscription.
        Subscription "subscription"
        /// The environment.
        Environment "environment"
        /// The resource.
        Resource "resource"
        /// The region.
        Region "region"
        /// What does not work.
        Symptom "symptom"
        /// Since when.
        Since "since"
        /// Whom it stops.
        Impact "impact"
        /// How many users.
        Users "users"
        /// How bad.
        Severity "severity"
        /// The error in its own words.
        Error "error"
        /// The correlation id.
        CorrelationId "correlation-id"
        /// What was tried.
        Tried "tried"
        /// What was changed of late.
        Changes "changes"
        /// Where to call back.
        Callback "callback"
        /// The customer's consent.
        Consent "consent"
        /// The invoice.
        Invoice "invoice"
        /// The order.
        Order "order"
        /// The amount.
        Amount "amount"
        /// The number of an outage.
        IncidentId "incident-id"
        /// What shows it.
        Evidence "evidence"
    }
}

/// One action of a runbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Its id: the anchor of its heading.
    pub id: Box<str>,
    /// What kind of action.
    pub kind: StepKind,
    /// Who does it.
    pub role: StepRole,
    /// How long it may take.
    pub timebox: Option<Duration>,
    /// What is gathered.
    pub collect: Vec<CaseField>,
    /// What is sent.
    pub message: Option<MessageId>,
    /// Through what it goes further.
    pub vehicle: Option<VehicleId>,
    /// What follows, where it is not the next step.
    pub next: Option<Next>,
    /// What follows where it does not succeed.
    pub otherwise: Option<Next>,
}

/// What follows a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Next {
    /// Another step of the same runbook.
    Step(Box<str>),
    /// The case is closed.
    Close,
    /// Another runbook.
    Runbook(RunbookId),
}
