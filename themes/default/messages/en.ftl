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
