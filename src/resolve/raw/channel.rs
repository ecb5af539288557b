//! `channels.yaml` and `notices/*.yaml`.

use super::{Ids, List, Maybe, Of, raw};
use crate::model::channel::{ChannelKind, ChatApp, Visibility};
use crate::model::notice::Urgency;
use crate::syntax::decode::{Entries, Field, Text};

raw! {
    /// A way to reach you.
    RawChannel {
        /// How it is reached; decides which of the next keys it has.
        kind: Field<Of<ChannelKind>>,
        /// How customers call it.
        name: Text,
        /// Phone and sms: digits in international form, as `+31 20 555 0142`.
        number: Maybe<String>,
        /// The number works in one country alone, and is written without `+`.
        national_only: Maybe<bool>,
        /// That country; beside `national_only`.
        country: Maybe<String>,
        /// How the number is dialled from some countries: the country, and what to dial there.
        #[schemars(transform = super::keys::countries)]
        dial_from: Maybe<Entries<String>>,
        /// What to choose in the menu of voices.
        menu: Option<Text>,
        /// What to do when nobody answers.
        no_answer: Option<Text>,
        /// Email: the address.
        address: Maybe<String>,
        /// Portal, and chat where it has one: what opens it.
        url: Maybe<String>,
        /// Chat: the application.
        app: Maybe<Of<ChatApp>>,
        /// Chat: the name to look for.
        handle: Maybe<String>,
        /// Whether one must sign in first.
        login: Maybe<bool>,
        /// What to do when signing in is what does not work.
        login_lost: Option<Text>,
        /// The id of the channel to use then.
        fallback: Maybe<String>,
        /// The languages spoken; others than the site's are possible.
        languages: Field<List<String>>,
        /// When somebody answers: the id of hours.
        hours: Maybe<String>,
        /// Shown before everything else, on the root page too.
        emergency: Maybe<bool>,
        /// The severities it is meant for; none means all.
        severities: Maybe<Ids>,
        /// From where it is meant to be used.
        region: Option<Text>,
        /// What a call costs the customer.
        cost: Option<Text>,
        /// What else to know.
        note: Option<Text>,
        /// `internal` for a channel of staff, whose number or address is a secret.
        visibility: Maybe<Of<Visibility>>,
    }
    /// A short-lived message.
    RawNotice {
        /// Its title.
        title: Text,
        /// What it says.
        text: Text,
        /// From when on, as `2026-05-20T08:00+02:00`.
        from: Field<String>,
        /// Until when.
        until: Field<String>,
        /// How urgent it is.
        urgency: Field<Of<Urgency>>,
        /// The services it is about; where no list is given it is about everything.
        services: Maybe<Ids>,
        /// The desks.
        desks: Maybe<Ids>,
        /// The channels.
        channels: Maybe<Ids>,
        /// The markets.
        markets: Maybe<Ids>,
        /// `internal` for staff alone.
        visibility: Maybe<Of<Visibility>>,
    }
}
