//! Hand cases.
