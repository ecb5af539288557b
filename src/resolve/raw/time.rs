//! `hours/*.yaml` and `calendars/*.yaml`.

use super::requirement::RawCitation;
use super::{Ids, List, Maybe, Of, raw};
use jiff::civil::Weekday;

use crate::model::hours::{BusinessDayRule, HolidayScope};
use crate::syntax::decode::{Entries, Field, Text};

raw! {
    /// When somebody answers.
    RawHours {
        /// How readers call them.
        name: Text,
        /// A place of the IANA database, as `Asia/Shanghai`, or `UTC`.
        time_zone: Field<String>,
        /// The week; a day that is left out is closed.
        weekly: Field<RawWeek>,
        /// Whose holidays and make-up workdays apply: ids of calendars.
        calendars: Maybe<Ids>,
        /// What a holiday closes: the shifts that open on it, or its 24 hours.
        holiday_scope: Maybe<Of<HolidayScope>>,
        /// When an answer within some business days is due.
        business_day_rule: Maybe<Of<BusinessDayRule>>,
        /// Dated hours of your own, by day or range of days as `2026-12-24`; they come before all calendars.
        #[schemars(transform = super::keys::days)]
        exceptions: Maybe<Entries<RawException>>,
        /// What else to know.
        note: Option<Text>,
        /// Who keeps this file true. For staff alone.
        owner: Maybe<String>,
        /// When it is read again. For staff alone.
        next_review: Maybe<String>,
    }
    /// What is different on some days; one of `open` and `also`.
    RawException {
        /// The only intervals of these days; `[]` means closed.
        open: Maybe<List<String>>,
        /// Intervals besides those that the days have.
        also: Maybe<List<String>>,
        /// Why, for readers.
        note: Option<Text>,
    }
    /// Intervals such as `09:00-18:00` by day.
    RawWeek {
        /// Monday.
        mon: Maybe<List<String>>,
        /// Tuesday.
        tue: Maybe<List<String>>,
        /// Wednesday.
        wed: Maybe<List<String>>,
        /// Thursday.
        thu: Maybe<List<String>>,
        /// Friday.
        fri: Maybe<List<String>>,
        /// Saturday.
        sat: Maybe<List<String>>,
        /// Sunday.
        sun: Maybe<List<String>>,
    }
    /// Holidays and make-up workdays.
    RawCalendar {
        /// How readers call it; without a name, by its region.
        name: Option<Text>,
        /// Whose calendar it is, as `CN`.
        region: Field<String>,
        /// The first and the last day it speaks for.
        covers: Field<List<String>>,
        /// Where the days come from.
        source: Maybe<RawCitation>,
        /// Days off: days, or ranges as `2026-10-01/2026-10-07`.
        off: Maybe<List<String>>,
        /// Days worked although the week says otherwise.
        work: Maybe<List<String>>,
        /// The weekday whose hours a make-up workday has.
        work_template: Maybe<Of<Weekday>>,
        /// Who keeps this file true. For staff alone.
        owner: Maybe<String>,
        /// When it is read again. For staff alone.
        next_review: Maybe<String>,
    }
}
