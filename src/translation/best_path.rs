//! The pairs of two lists that together are worth most, in order and without crossings.
//!
//! Apart because texts, likeness and shapes each say what a pair is worth, and all choose alike.
//!
//! Invariant: of several best choices it is always the same one: a pair before none, and the first list is passed
//! over before the second.

/// Pairs of a row and a column. `worth` says what a pair brings, 0 where it is none. Time and memory grow with
/// `rows` times `columns`.
pub(super) fn best_path(
    rows: usize,
    columns: usize,
    worth: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    // What the rest from a row and a column on can bring.
    let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
    let with = |best: &[Vec<f64>], row: usize, column: usize| {
        let own = worth(row, column);
        if own > 0.0 { own + best[row + 1][column + 1] } else { 0.0 }
    };
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let without = best[row + 1][column].max(best[row][column + 1]);
            best[row][column] = with(&best, row, column).max(without);
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut pairs = Vec::new();
    while row < rows && column < columns {
        let with = with(&best, row, column);
        if with > 0.0 && with >= best[row][column] {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if best[row + 1][column] >= best[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}
