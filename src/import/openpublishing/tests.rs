//! Cases of the parts; whole files stand in `tests/import`.
