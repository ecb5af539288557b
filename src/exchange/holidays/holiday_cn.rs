//! The JSON of holiday-cn: `{"year": 2026, "papers": ["https://…"], "days": [{"name", "date", "isOffDay"}, …]}`.

use serde_json::Value;

use super::super::Fault;
use super::{Holiday, Kind, Table};
use crate::model::hours::date;

const HINT: &str = "a file of holiday-cn has `year`, `papers` and `days` with `name`, `date` and `isOffDay`";

/// Reads a file of holiday-cn.
pub(super) fn read(text: &str) -> Result<Table, Fault> {
    let whole: Value = serde_json::from_str(text)
        .map_err(|error| Fault::new(format!("expected JSON, found a fault: {error}"), HINT))?;
    let Some(days) = whole.get("days").and_then(Value::as_array) else {
        return Err(Fault::new("expected a list `days`, found none", HINT));
    };
    let year = match whole.get("year") {
        None => None,
        Some(year) => Some(number(year)?),
    };
    let papers = whole.get("papers").and_then(Value::as_array).into_iter().flatten();
    let papers = papers.filter_map(Value::as_str).map(str::to_owned).collect();
    let days = days.iter().enumerate().map(|(at, day)| holiday(at, day)).collect::<Result<_, _>>()?;
    Ok(Table { year, papers, days, ..Table::default() })
}

fn number(value: &Value) -> Result<i16, Fault> {
    let year = value.as_i64().and_then(|year| i16::try_from(year).ok());
    year.ok_or_else(|| Fault::new(format!("expected a year as a number in `year`, found `{value}`"), HINT))
}

fn holiday(at: usize, value: &Value) -> Result<Holiday, Fault> {
    let number = at + 1;
    let day = value.get("date").and_then(Value::as_str);
    let Some(day) = day.and_then(date) else {
        let found = value.get("date").map_or_else(|| "none".to_owned(), |found| format!("`{found}`"));
        let message =
            format!("expected a `date` such as `2026-01-01` in day {number} of `days`, found {found}");
        return Err(Fault::new(message, HINT));
    };
    let kind = match value.get("isOffDay") {
        Some(Value::Bool(true)) => Kind::Off,
        Some(Value::Bool(false)) => Kind::Work,
        found => {
            let found = found.map_or_else(|| "none".to_owned(), |found| format!("`{found}`"));
            let message = format!("expected `isOffDay` to be `true` or `false` on {day}, found {found}");
            return Err(Fault::new(message, HINT));
        }
    };
    let name = value.get("name").and_then(Value::as_str).unwrap_or_default();
    Ok(Holiday { day, kind, name: name.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::super::tests::holiday_cn_2026;
    use super::*;

    #[test]
    fn a_real_year_is_read() {
        let table = read(&holiday_cn_2026()).expect("a table");
        let of = |kind| table.days.iter().filter(|day| day.kind == kind).count();
        assert_eq!((table.year, of(Kind::Off), of(Kind::Work)), (Some(2026), 33, 6));
        assert_eq!(table.papers, ["https://www.gov.cn/zhengce/content/202511/content_7047090.htm"]);
        assert_eq!(table.days[3].name, "元旦");
    }

    #[test]
    fn faults_name_the_day() {
        let message = |days: &str| read(&format!(r#"{{"days": [{days}]}}"#)).expect_err("a fault").message;
        assert_eq!(
            message(r#"{"date": "2026-02-30", "isOffDay": true}"#),
            "expected a `date` such as `2026-01-01` in day 1 of `days`, found `\"2026-02-30\"`"
        );
        assert_eq!(
            message(r#"{"date": "2026-01-01", "isOffDay": "yes"}"#),
            "expected `isOffDay` to be `true` or `false` on 2026-01-01, found `\"yes\"`"
        );
        assert!(message("1").contains("found none"));
        for other in ["[]", "{}", "null", r#"{"days": {}}"#] {
            assert_eq!(read(other).expect_err("a fault").message, "expected a list `days`, found none");
        }
        assert!(read(r#"{"year": "2026", "days": []}"#).is_err());
    }
}
