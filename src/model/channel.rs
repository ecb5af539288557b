//! Ways to reach the partner.

use super::ids::{ChannelId, HoursId, SeverityId};
use super::text::LocalText;
use super::word::words;
use crate::locale::Locale;

/// How a channel works, with what reaches it.
#[derive(Clone, PartialEq, Debug)]
pub enum Reach {
    /// A telephone; `true` where text messages reach it instead of calls.
    Phone {
        /// The number.
        number: Phone,
        /// Whether it takes text messages instead of calls.
        sms: bool,
    },
    /// An e-mail address.
    Email(Box<str>),
    /// A web address to sign in to.
    Portal(Box<str>),
    /// A chat: the app, and an address where it has one.
    Chat(ChatApp, Option<Box<str>>),
    /// Somebody comes.
    OnSite,
}

/// A telephone number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phone {
    /// As people write it, with spaces.
    pub shown: Box<str>,
    /// What `tel:` dials: E.164, or the digits of a national number.
    pub dialed: Box<str>,
    /// Whether it works inside one country alone.
    pub national_only: bool,
}

impl Phone {
    /// A number in international form: `+`, a digit from 1 to 9, 8 to 15 digits in all, spaces allowed.
    pub fn international(text: &str) -> Option<Self> {
        let compact: String = text.chars().filter(|c| *c != ' ').collect();
        let digits = compact.strip_prefix('+')?;
        let sound = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        (sound && !digits.starts_with('0')).then(|| Self {
            shown: text.into(),
            dialed: compact.into(),
            national_only: false,
        })
    }

    /// A number that works in one country, such as `400-820-0000`: 3 to 15 digits, spaces and hyphens.
    pub fn national(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let clean = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
        (clean && (3..=15).contains(&digits.len())).then(|| Self {
            shown: text.into(),
            dialed: digits.into(),
            national_only: true,
        })
    }
}

words! {
    /// A chat application.
    ChatApp {
        /// Microsoft Teams.
        Teams "teams"
        /// WeCom (企业微信).
        Wecom "wecom"
        /// WeChat (微信).
        Wechat "wechat"
        /// DingTalk (钉钉).
        Dingtalk "dingtalk"
        /// WhatsApp.
        Whatsapp "whatsapp"
    }
    /// What a channel is.
    ChannelKind {
        /// A telephone.
        Phone "phone"
        /// A mailbox.
        Email "email"
        /// A web page to sign in to.
        Portal "portal"
        /// A chat.
        Chat "chat"
        /// Text messages.
        Sms "sms"
        /// Somebody comes.
        OnSite "on-site"
    }
}

words! {
    /// Who may see something.
    Visibility {
        /// Customers and staff.
        Public "public"
        /// Staff alone.
        Internal "internal"
    }
}

/// A way to reach the partner.
#[derive(Clone, PartialEq, Debug)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// How customers call it.
    pub name: LocalText,
    /// What reaches it.
    pub reach: Reach,
    /// The languages it speaks.
    pub languages: Vec<Locale>,
    /// When somebody answers.
    pub hours: Option<HoursId>,
    /// Whether it is for emergencies and shown before all others.
    pub emergency: bool,
    /// From where it is meant to be used.
    pub region: Option<LocalText>,
    /// What else to know.
    pub note: Option<LocalText>,
    /// The one country in which a national number works.
    pub country: Option<Country>,
    /// How the number is dialled from some countries.
    pub dial_from: Vec<(Country, Box<str>)>,
    /// What to choose in the menu of voices.
    pub menu: Option<LocalText>,
    /// What to do when nobody answers.
    pub no_answer: Option<LocalText>,
    /// Whether one must sign in first.
    pub login: bool,
    /// What to do when signing in is what does not work.
    pub login_lost: Option<LocalText>,
    /// The channel to use then.
    pub fallback: Option<ChannelId>,
    /// The severities it is meant for; empty means all.
    pub severities: Vec<SeverityId>,
    /// The name to look for in a chat application.
    pub handle: Option<Box<str>>,
    /// What a call costs the customer.
    pub cost: Option<LocalText>,
}

impl Channel {
    /// What it is.
    pub fn kind(&self) -> ChannelKind {
        match self.reach {
            Reach::Phone { sms: true, .. } => ChannelKind::Sms,
            Reach::Phone { sms: false, .. } => ChannelKind::Phone,
            Reach::Email(_) => ChannelKind::Email,
            Reach::Portal(_) => ChannelKind::Portal,
            Reach::Chat(..) => ChannelKind::Chat,
            Reach::OnSite => ChannelKind::OnSite,
        }
    }
}

/// A country of ISO 3166-1, by its two letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Country(&'static str);

impl Country {
    /// The country of a code in capitals.
    pub fn new(code: &str) -> Option<Self> {
        COUNTRIES.split_ascii_whitespace().find(|known| *known == code).map(Self)
    }

    /// The two letters.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// All codes, for suggestions.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        COUNTRIES.split_ascii_whitespace()
    }
}

/// The officially assigned codes of ISO 3166-1 alpha-2.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR \
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET \
    FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ \
    IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML \
    MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS \
    PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL \
    TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_international_or_say_that_they_are_not() {
        assert_eq!(
            Phone::international("+31 20 555 0142").map(|phone| phone.dialed).as_deref(),
            Some("+31205550142")
        );
        for bad in [
            "0031205550142",
            "+031205550142",
            "+31",
            "+31-20-555",
            "400-820-0000",
            "＋31205550142",
            "+312055501421234567",
        ] {
            assert_eq!(Phone::international(bad), None, "{bad}");
        }
        assert!(Phone::national("400-820-0000").is_some_and(|phone| phone.national_only));
        assert_eq!(Phone::national("+86 400"), None);
    }
}
