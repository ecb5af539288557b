//! A table of holidays as CSV: a header `date,name,kind` with the kinds `off` and `work`, or with `isOffDay`.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::super::Fault;
use super::{Holiday, Kind, Table};
use crate::model::hours::date;

const HINT: &str = "begin with the line `date,name,kind`; a day is `2026-01-01`, a kind `off` or `work` (or `isOffDay` with `true` or `false`)";

/// The columns that are read, by their place.
struct Columns {
    date: usize,
    name: Option<usize>,
    kind: usize,
}

/// Reads a table.
pub(super) fn read(text: &str) -> Result<Table, Fault> {
    let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(text.as_bytes());
    let fault = |error: csv::Error| Fault::new(format!("expected a CSV table, found a fault: {error}"), HINT);
    let columns = columns(reader.headers().map_err(fault)?)?;
    let mut days = Vec::new();
    for record in reader.records() {
        days.push(holiday(&record.map_err(fault)?, &columns)?);
    }
    Ok(Table { days, ..Table::default() })
}

fn columns(header: &StringRecord) -> Result<Columns, Fault> {
    let place = |names: &[&str]| {
        header.iter().position(|column| names.iter().any(|name| column.eq_ignore_ascii_case(name)))
    };
    let needed = |names: &[&str]| {
        let found: Vec<&str> = header.iter().collect();
        let message = format!("expected a column `{}`, found `{}`", names[0], found.join(","));
        place(names).ok_or_else(|| Fault::new(message, HINT))
    };
    Ok(Columns { date: needed(&["date"])?, name: place(&["name"]), kind: needed(&["kind", "isOffDay"])? })
}

fn holiday(record: &StringRecord, columns: &Columns) -> Result<Holiday, Fault> {
    let line = record.position().map_or(0, csv::Position::line);
    let cell = |at: usize| record.get(at).unwrap_or_default();
    let day = date(cell(columns.date)).ok_or_else(|| {
        let found = cell(columns.date);
        Fault::new(format!("expected a day such as `2026-01-01` in line {line}, found `{found}`"), HINT)
    })?;
    let kind = match cell(columns.kind).to_ascii_lowercase().as_str() {
        "off" | "true" => Kind::Off,
        "work" | "false" => Kind::Work,
        found => {
            let message = format!("expected `off` or `work` in line {line}, found `{found}`");
            return Err(Fault::new(message, HINT));
        }
    };
    Ok(Holiday { day, kind, name: columns.name.map(cell).unwrap_or_default().to_owned() })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    fn message(text: &str) -> String {
        read(text).expect_err("a fault").message
    }

    #[test]
    fn a_table_is_read() {
        let table =
            read("date, name ,kind\r\n2026-10-01,\"国庆节, 中秋节\",off\r\n2026-10-10,国庆节,Work\r\n");
        let table = table.expect("a table");
        assert_eq!(table.days[0].name, "国庆节, 中秋节");
        assert_eq!((table.days[1].day, table.days[1].kind), (day(2026, 10, 10), Kind::Work));
    }

    #[test]
    fn the_columns_of_holiday_cn_are_taken_too() {
        let table =
            read("name,isOffDay,date\n元旦,TRUE,2026-01-01\n元旦,false,2026-01-04\n").expect("a table");
        let kinds: Vec<Kind> = table.days.iter().map(|day| day.kind).collect();
        assert_eq!(kinds, [Kind::Off, Kind::Work]);
        assert_eq!(read("date,kind\n2026-01-01,off\n").expect("a table").days[0].name, "");
    }

    #[test]
    fn faults_name_the_line() {
        assert_eq!(
            message("date,name,kind\n2026-01-01,a,off\n1/2/2026,b,off\n"),
            "expected a day such as `2026-01-01` in line 3, found `1/2/2026`"
        );
        assert_eq!(
            message("date,kind\n2026-01-01,closed\n"),
            "expected `off` or `work` in line 2, found `closed`"
        );
        assert_eq!(message("day,kind\n"), "expected a column `date`, found `day,kind`");
        assert_eq!(message("date,name\n"), "expected a column `kind`, found `date,name`");
        assert!(message("date,kind\n2026-01-01\n").starts_with("expected a CSV table"));
    }
}
