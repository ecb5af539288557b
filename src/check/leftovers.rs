//! Words that a project of somebody's own must not hold: those of the sample, and placeholders of `init`.
//!
//! Apart from the rules that look for them, because `init` fills in the same placeholders and refuses the
//! same words of the sample.

/// Names, numbers and domains of the sample, which no other project has a use for.
pub(crate) const SAMPLE: [&str; 10] = [
    "Lantern Cloud",
    "灯塔云",
    "lantern.example",
    "+31 20 555 0142",
    "+31205550142",
    "+86 21 5555 0142",
    "+31 20 555 0100",
    "+31 20 555 0143",
    "+31 20 555 0177",
    "+31 20 555 0199",
];

/// The domain of all addresses that nobody gave: reserved for examples (RFC 2606).
pub(crate) const DOMAIN: &str = "example.com";

/// The phone number that nobody gave: of the range reserved for fiction in North America.
pub(crate) const PHONE: &str = "+1 202 555 0142";

/// The company's name where there is no other to be had.
pub(crate) const NAME: &str = "Example Cloud";

/// The same in Chinese.
pub(crate) const CHINESE_NAME: &str = "示例云";

/// The second number of the documentation's examples, of the same range.
const OTHER_PHONE: &str = "+1 202 555 0143";

/// What `init` fills in where nobody answered, and what examples show: never somebody's own.
pub(crate) const PLACEHOLDERS: [&str; 5] = [DOMAIN, PHONE, OTHER_PHONE, NAME, CHINESE_NAME];

/// The price that `init` puts into its first offering, the sample's own.
pub(crate) const PRICE: &str = "490.00";
