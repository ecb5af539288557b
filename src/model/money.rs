//! Amounts of money: decimal text with a currency. Never a float, never a default currency.

use std::fmt;

/// A decimal number of at least nothing, as written: `490.00` stays `490.00`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Amount(Box<str>);

impl Amount {
    /// The amount, or `None` where the text is no plain decimal number such as `490` or `490.00`.
    pub fn new(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        (digits(whole) && digits(part) && !leading_zero && text.len() <= 20).then(|| Self(text.into()))
    }

    /// Whether the amount is nothing.
    pub fn is_zero(&self) -> bool {
        self.0.bytes().all(|byte| matches!(byte, b'0' | b'.'))
    }

    /// The amount with a comma between thousands, as in `12,400.00`; the same in both languages.
    pub fn grouped(&self) -> String {
        let (whole, part) =
            self.0.split_once('.').map_or((&*self.0, None), |(whole, part)| (whole, Some(part)));
        let mut text = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if let Some(part) = part {
            text.push('.');
            text.push_str(part);
        }
        text
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Currency(&'static str);

impl Currency {
    /// The currency of a code in capitals.
    pub fn new(code: &str) -> Option<Self> {
        CODES.split_ascii_whitespace().find(|known| *known == code).map(Self)
    }

    /// The three-letter code.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The unit's name in Chinese, for the currencies that support is usually sold in.
    pub fn chinese_unit(self) -> Option<&'static str> {
        let units = [
            ("AUD", "澳大利亚元"),
            ("CAD", "加拿大元"),
            ("CHF", "瑞士法郎"),
            ("CNY", "元人民币"),
            ("EUR", "欧元"),
            ("GBP", "英镑"),
            ("HKD", "港元"),
            ("JPY", "日元"),
            ("KRW", "韩元"),
            ("SGD", "新加坡元"),
            ("TWD", "新台币"),
            ("USD", "美元"),
        ];
        units.iter().find(|(code, _)| *code == self.0).map(|(_, unit)| *unit)
    }

    /// All codes, for suggestions.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        CODES.split_ascii_whitespace()
    }
}

/// The active codes of ISO 4217, without funds, metals and test codes.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ \
    GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD \
    LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP \
    PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND \
    TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_plain_decimals() {
        for good in ["0", "0.00", "490", "490.00", "1.5"] {
            assert!(Amount::new(good).is_some(), "{good}");
        }
        for bad in ["", ".5", "5.", "-1", "1,000", "1e3", "007", "４９０", "1.2.3", "EUR 5"] {
            assert!(Amount::new(bad).is_none(), "{bad}");
        }
        assert_eq!(Amount::new("1234567.50").map(|amount| amount.grouped()).as_deref(), Some("1,234,567.50"));
        assert_eq!(Amount::new("490.00").map(|amount| amount.grouped()).as_deref(), Some("490.00"));
    }
}
