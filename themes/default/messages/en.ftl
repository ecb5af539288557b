# Texts of the user interface in English. zh-CN.ftl has the same ids.
# The customer reads most of them; short words that stand alone are not sentences and take no full stop.

### Around every page
skip = Skip to content
menu = Menu
home = Home
main-navigation = Main
all-pages = All pages
language-switch = Language
breadcrumbs = You are here
on-this-page = On this page
in-this-section = In this section
neighbors = Before and after
previous = Previous
next = Next
table = Table { $n }
preview-banner = Preview. These pages are not in force.
internal-banner = Internal. For staff only.
internal-banner-more = Do not send this page or its links to a customer.
internal-title = { $title } (internal)
draft-banner = Draft. Customers do not see this page.
fallback-banner = This page has not been translated yet. It is shown in { $language }.
not-found = Page not found
not-found-text = There is no page at this address. It may have moved, or the address may be incomplete.
not-found-home = Go to the home page
redirect-text = This page has moved:

### Home, root and emergencies
root-emergency = In an emergency, call
root-enter = Continue in English
root-other = Anything else, in English
emergency-call = In an emergency
home-emergency = In an emergency, call
home-other-ways = All ways to reach us
home-pages = On this site
customer-pages = Customer pages
contact-others = For everything else

### Data pages
page-contact = Contact
page-contact-description = Every way to reach us, the languages spoken and the hours.
page-offerings = Offerings
page-offerings-description = What each support offering includes and what it costs.
page-services = Services
page-services-description = What we support, and who does what.
page-hours = Hours
page-hours-description = When somebody answers, and the holidays that change it.
page-runbooks = Runbooks
page-runbooks-description = Procedures for staff, in the order in which a case meets them.

### Offerings and prices
offering = Offering
audience = For
price = Price
services = Services
languages = Languages
hours = Hours
channels = How to reach us
includes = Included
excludes = Not included
compared = Compared
offerings-caption = Our support offerings
price-on-request = On request
price-free = Free of charge
price-included = Included
price-flat = { $amount }
price-per-seat = { $amount } per user
price-per-tenant = { $amount } per tenant
price-per-incident = { $amount } per case
price-per-month = { $price } per month
price-per-year = { $price } per year
price-per-case = { $price } per case
price-tax-excluded = { $price }, excluding tax
price-tax-included = { $price }, including tax
money = { $currency } { $amount }

### Hours and calendars
days = Days
times = Times
closed = Closed
always = 24 hours, seven days a week
every-day = Every day
day-range = { $first }–{ $last }
time-range = { $open }–{ $close }
times-separator = {", "}
hours-line = { $days } { $times }
hours-line-separator = {"; "}
zone-line = All times are { $zone }.
holidays-apply = Holidays and make-up workdays:
calendar-off = Days off
calendar-work = Make-up workdays
calendar-covers = Covers { $span }
calendar-source = Source:
calendar-published = ({ $date })
day-count = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
day-mon = Mon
day-tue = Tue
day-wed = Wed
day-thu = Thu
day-fri = Fri
day-sat = Sat
day-sun = Sun
weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday
# `zone-ID` names a zone whole, `zone-city-ID` only its city; ID is the IANA name in lower case with hyphens.
zone = { $city } time
zone-utc = UTC
zone-etc-utc = UTC
zone-asia-shanghai = Beijing time
zone-city-africa-johannesburg = Johannesburg
zone-city-america-chicago = Chicago
zone-city-america-denver = Denver
zone-city-america-los-angeles = Los Angeles
zone-city-america-mexico-city = Mexico City
zone-city-america-new-york = New York
zone-city-america-sao-paulo = São Paulo
zone-city-america-toronto = Toronto
zone-city-america-vancouver = Vancouver
zone-city-asia-bangkok = Bangkok
zone-city-asia-dubai = Dubai
zone-city-asia-ho-chi-minh = Ho Chi Minh City
zone-city-asia-hong-kong = Hong Kong
zone-city-asia-jakarta = Jakarta
zone-city-asia-kolkata = Kolkata
zone-city-asia-kuala-lumpur = Kuala Lumpur
zone-city-asia-macau = Macao
zone-city-asia-manila = Manila
zone-city-asia-seoul = Seoul
zone-city-asia-singapore = Singapore
zone-city-asia-taipei = Taipei
zone-city-asia-tokyo = Tokyo
zone-city-australia-melbourne = Melbourne
zone-city-australia-sydney = Sydney
zone-city-europe-amsterdam = Amsterdam
zone-city-europe-berlin = Berlin
zone-city-europe-brussels = Brussels
zone-city-europe-dublin = Dublin
zone-city-europe-istanbul = Istanbul
zone-city-europe-lisbon = Lisbon
zone-city-europe-london = London
zone-city-europe-luxembourg = Luxembourg
zone-city-europe-madrid = Madrid
zone-city-europe-paris = Paris
zone-city-europe-rome = Rome
zone-city-europe-stockholm = Stockholm
zone-city-europe-vienna = Vienna
zone-city-europe-warsaw = Warsaw
zone-city-europe-zurich = Zurich
zone-city-pacific-auckland = Auckland

### Channels
channel-phone = Phone
channel-sms = Text message
channel-email = E-mail
channel-portal = Portal
channel-chat = Chat
channel-on-site = On site
app-teams = Microsoft Teams
app-wecom = WeCom
app-wechat = WeChat
app-dingtalk = DingTalk
app-whatsapp = WhatsApp
national-only = This number works in one country only.
internal-channels = For staff

### Services
service-health = Current service status
have-ready = Have this ready
have-ready-lead = Nobody asks you for all of it at once. Whatever you have saves a second call.
baseline = We resolve this ourselves
escalate = This goes further
responsibilities = Who does what
responsibilities-caption = For each task, one party leads and others help.
task = Task
part-leads = Leads
part-helps = Helps
part-none = No part
area-billing = Billing
area-subscription-management = Subscriptions
area-technical = Technical
party-customer = You
party-customer-internal = Customer
party-partner = We
party-provider = Our provider
party-microsoft = Microsoft

### Runbooks
runbook = Runbook
runbook-of-kind = Runbook: { $kind }
runbooks-caption = All runbooks, by kind
owner = Owner
last-reviewed = Last reviewed
review-due = Next review
overdue = overdue
review-overdue = Check before relying on it: the review of this runbook was due on { $date }.
applies-to = Applies to
applies-to-all = All services and areas
runbook-intake = Intake
runbook-health = Service health
runbook-triage = Triage
runbook-diagnosis = Diagnosis
runbook-baseline = Baseline
runbook-escalation = Escalation
runbook-credit = Credits
runbook-access = Access
runbook-incident = Incident
runbook-handover = Handover
runbook-closing = Closing
remark = Internal note

### Text
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
footnotes = Footnotes
footnote-back = Back to the text
task-done = Done
task-open = To do
with-note = { $text } ({ $note })
colon = {": "}
list-comma = {", "}
list-separator = {", "}
list-last = { $list } and { $last }
language-en = English
language-zh-cn = Chinese
language-zh-tw = Chinese (traditional)
language-zh-hk = Chinese (Hong Kong)
language-nl = Dutch
language-de = German
language-fr = French
language-es = Spanish
language-it = Italian
language-pt = Portuguese
language-ja = Japanese
language-ko = Korean
language-short-en = EN
language-short-zh-cn = 中文

### Severities, targets, coverage
page-severities = How urgent it is
page-severities-description = Find your situation: what it means, what to do, and by when you hear from us.
severity-label = Severity { $label }
examples = For example
request-types = What else you may need
severity-who-sets = Who decides
severity-work = Work
severity-round-the-clock = goes on day and night
severity-reclassified = When this changes
severity-duty = What we need from you
who-sets-customer = You do
who-sets-partner = We do
who-sets-together = You and we together
request-uses-severity = Such a case has a severity.
targets = By when you hear from us
targets-caption = A commitment binds us; a target is what we aim at.
target = Step
target-none = Nothing is said
target-kind-target = target
target-kind-commitment = commitment
metric-first-response = First answer
metric-update = Updates
metric-workaround = Workaround
metric-resolution = Solution
metric-availability = Availability
update-every = every { $time }
duration-business-minutes = { $count ->
    [one] { $count } business minute
   *[other] { $count } business minutes
}
duration-business-hours = { $count ->
    [one] { $count } business hour
   *[other] { $count } business hours
}
duration-business-days = { $count ->
    [one] { $count } business day
   *[other] { $count } business days
}
duration-elapsed-minutes = { $count ->
    [one] { $count } minute, day or night
   *[other] { $count } minutes, day or night
}
duration-elapsed-hours = { $count ->
    [one] { $count } hour, day or night
   *[other] { $count } hours, day or night
}
period-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
period-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
period-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
period-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
scope-all = All else
scope-language = in { $language }
clock = How we count
clock-starts = The clock starts
clock-starts-submitted = when you send the case
clock-starts-received = when the case reaches us
clock-starts-classified = when the severity is agreed
clock-counts = What counts as an answer
clock-counts-human = a person who has read the case
clock-counts-automatic = the automatic confirmation too
clock-pauses = The clock stops
coverage = Who answers
coverage-caption = The most specific line holds.
coverage-when = Case
coverage-who = Who answers
coverage-otherwise = When closed:
mode-staffed = answers at once
mode-on-call = on call
mode-callback = calls back within { $time }
mode-voicemail = voicemail
mode-inbox = a message that is read later

### More about offerings
offering-types = What kind of support
offering-how-to-tell = Is this yours?
offering-who-may-open = Who may open a case
may-open-anyone = Anyone in your company
may-open-named = Named contacts
may-open-administrators = Your administrators
named-contacts = { $max ->
    [one] { $max } person
   *[other] { $max } people
}
named-contacts-change = To change them
incidents = Cases
incidents-included = { $count ->
    [one] { $count } case
   *[other] { $count } cases
} { $period }
incidents-then = After that
incidents-then-none = No further cases are taken in that period
incidents-reset = The count begins anew at midnight, { $zone }
period-per-month = per month
period-per-quarter = per quarter
period-per-year = per year
prices = Prices
prices-caption = Prices by market
market = Market
price-hourly = { $amount } per hour
price-hourly-steps = { $price }, at least { $minimum }, counted in steps of { $increment }
price-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
price-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
price-percent = { $percent } % of what you spend on { $of }
price-percent-all = { $percent } % of what you spend
price-greater-of = the greater of: { $list }
price-part-separator = {"; "}
price-tier = { $amount } per user up to { $up_to } users
price-tier-last = { $amount } per user above that
price-per-quarter = { $price } per quarter
price-tax-exempt = { $price }, tax-exempt
price-included-with = Included with { $offering }
price-out-of-hours-percent = Out of hours { $percent } % more
price-out-of-hours-amount = Out of hours { $amount } more
price-per-hour = { $price } per hour
price-valid-from = From { $from }
price-valid-span = From { $from } to { $to }
proration-daily = Part of a period is charged by the day
proration-none = A period is charged as a whole

### The terms
page-policy = Terms at a glance
page-policy-description = What holds for every offering, when it changes, and where you can complain.
policy-version = Version
policy-effective = In force from
policy-until = to { $date }
policy-updated = Last changed
policy-notice = Notice of changes
policy-status-draft = Draft: these terms are not in force yet.
policy-status-superseded = Superseded: newer terms have taken the place of these.
policy-status-published = In force
policy-applies = What they apply to
policy-through-us = Only what you bought through us.
policy-clouds = Clouds
policy-markets = Markets
cloud-global = Global
cloud-us-government = US Government
cloud-china = China, operated by 21Vianet
policy-duties = What we need from you
policy-self-help = Help yourself
policy-complaints = If you are not content
complaint-after = after { $after } without an answer
policy-collections = Unpaid invoices
collections-reminders = Reminders
collections-after-due = { $list } after the due date
collections-suspend = Access is affected
collections-stops = What stops
collections-restore = How it comes back
policy-privacy = Access and privacy
privacy-data = What we keep
privacy-roles = Roles we ask for
privacy-session = Sharing your screen
privacy-removing = If you take access away
privacy-agreement = The agreement on it
policy-credits = If we miss a commitment
credits-caption = What you get back
credit-threshold = When
credit-rate = You get
credit-claim = Claim it within
credit-rate-of = { $rate } % of { $of }
credit-cap = at most { $cap } %
policy-subcontractors = Who works for us
policy-precedence = What prevails
policy-governing = The governing agreement
policy-changes = Changes
changes-caption = Material changes alter what was agreed; others only its wording.
change-date = Date
change-what = Change
change-added = Added
change-changed = Changed
change-removed = Removed
change-corrected = Corrected
change-material = Material
change-wording = Wording
notice-until = until { $until }
term-synonyms = Also: { $list }
term-retired = Formerly: { $list }
page-glossary = Glossary
page-glossary-description = The words we use, and what they mean.
page-escalation = How a case goes further
page-escalation-description = What we resolve ourselves, what we take further, and through whom.
escalation-caption = Where our work ends and whom we ask
escalation-through = Through
service-and-area = Service and area
page-marketplace = Marketplace products
page-marketplace-description = Products of other makers that you bought through us: who helps with what.
marketplace-maker = Maker
marketplace-contact = The maker's contact
marketplace-terms = The maker's terms
marketplace-terms-link = Read them
marketplace-we = We do this
marketplace-they = The maker does this
desks = Desks
self-help = Help yourself
health-links = Status pages
part-isv = The maker
party-isv = The maker
channel-menu = In the menu:
channel-no-answer = No answer?
channel-dial-from = From { $country }:
channel-login-lost = If you cannot sign in:
channel-fallback = If you cannot sign in, use
country-only = This number works in { $country } only.

### For staff
page-vehicles = Escalation matrix and vehicles
page-vehicles-description = Which contract takes which case, with its numbers, its words for severities and its end.
vehicles = Vehicles
areas = Areas
escalation-matrix = Escalation matrix
matrix-caption = For each service and area: through what, for which reasons, by which runbook
matrix-reasons = Reasons
matrix-no-vehicle = none
reason-unavailable = unavailable
reason-deviation = against the service description
reason-defect = defect
reason-network = network
reason-regional = regional
reason-commercial = commercial
vehicle-kind = Kind
vehicle-kind-commercial = Commercial issues
vehicle-kind-asfp = Advanced Support for Partners
vehicle-kind-psfp = Premier Support for Partners
vehicle-kind-partner-cloud = Partner Cloud Support
vehicle-kind-partner-on-premises = Partner On-premises Support
vehicle-kind-csp-azure = Cloud Solution Provider plan in the Azure portal
vehicle-kind-provider = Indirect provider
vehicle-kind-operator-21vianet = 21Vianet, the operator
vehicle-kind-isv = Maker of a product
vehicle-kind-other = Other
vehicle-public-name = What customers hear
vehicle-contract = Contract
vehicle-access = Access ID
vehicle-start = From
vehicle-end = To
vehicle-ended = This vehicle ended on { $date }.
vehicle-remaining = Cases left
vehicle-fee = Costs a fee
vehicle-open = Open
vehicle-severities = Severities and first answers
vehicle-ours = Ours
vehicle-theirs = Theirs
yes = Yes
no = No
page-messages = Messages
page-messages-description = Texts to send to customers, in every language.
placeholder = Placeholder
placeholders = What to fill in
placeholders-caption = Each name in braces is replaced before sending.
placeholder-kind = What belongs there
placeholder-text = a text
placeholder-number = a number
placeholder-day = a day
placeholder-time = a day and a time with its zone
placeholder-money = an amount with its currency
placeholder-url = a web address
placeholder-name = a person's name
placeholder-case = the number of a case
page-reviews = Reviews
page-reviews-description = Everything that somebody keeps true, and when it is read again.
reviews-caption = Ordered by the next review
review-what = What
review-none = no day set
kind-partner = Partner
kind-terms = Terms
kind-entity = Legal entity
kind-offering = Offering
kind-service = Service
kind-desk = Desk
kind-hours = Hours
kind-calendar = Calendar
kind-vehicle = Vehicle
kind-marketplace = Marketplace product
kind-message = Message
kind-runbook = Runbook
steps = Steps
steps-caption = The steps at a glance
step = Step
step-who = Who
step-then = Then
step-timebox = at most { $time }
step-message = Send:
step-vehicle = Through:
step-next = Next:
step-otherwise = Otherwise:
step-kind-receive = receive
step-kind-classify = classify
step-kind-check-health = check service health
step-kind-check = check
step-kind-collect = collect
step-kind-diagnose = diagnose
step-kind-resolve = resolve
step-kind-decide = decide
step-kind-grant = grant access
step-kind-file = file the case
step-kind-tell = tell the customer
step-kind-wait = wait
step-kind-hand-over = hand over
step-kind-record = record
step-kind-close = close
role-agent = Agent
role-engineer = Engineer
role-lead = Lead
role-duty-manager = Duty manager
role-billing = Billing
role-sales = Sales
collect-company = company
collect-domain = domain
collect-tenant = tenant
collect-subscription = subscription
collect-environment = environment
collect-resource = resource
collect-region = region
collect-symptom = symptom
collect-since = since when
collect-impact = impact
collect-users = users affected
collect-severity = severity
collect-error = error text
collect-correlation-id = correlation ID
collect-tried = what was tried
collect-changes = recent changes
collect-callback = callback number
collect-consent = consent
collect-invoice = invoice
collect-order = order
collect-amount = amount
collect-incident-id = incident ID
collect-evidence = evidence
