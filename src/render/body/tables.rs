//! The cells of a table: heads, and alignment by class.

use crate::syntax::markdown::Alignment;

/// Where the writer is in a table.
pub(super) struct Table {
    alignments: Box<[Alignment]>,
    column: usize,
    in_head: bool,
}

impl Table {
    pub(super) fn new(alignments: &[Alignment]) -> Self {
        Self { alignments: alignments.into(), column: 0, in_head: true }
    }

    pub(super) fn cell_start(&mut self, out: &mut String) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        out.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        out.push_str(class);
        out.push('>');
        self.column += 1;
    }

    pub(super) fn cell_end(&self, out: &mut String) {
        out.push_str(if self.in_head { "</th>" } else { "</td>" });
    }

    pub(super) fn head_end(&mut self) {
        self.in_head = false;
        self.column = 0;
    }

    pub(super) fn row_end(&mut self) {
        self.column = 0;
    }
}
