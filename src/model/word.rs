//! Closed lists of words: each word in files is one value, named once.
//!
//! Apart from the types that use it, so that reading, schema and messages take the words from one place.

/// A type whose values are words of a closed list.
pub trait Word: Copy + Eq + 'static {
    /// All words as they stand in files, in the order of the type.
    const WORDS: &'static [&'static str];

    /// All values, in the same order.
    const VALUES: &'static [Self];

    /// The word of a value.
    fn word(self) -> &'static str {
        let at = Self::VALUES.iter().position(|value| *value == self);
        at.map_or("", |at| Self::WORDS[at])
    }

    /// The value of a word.
    fn from_word(word: &str) -> Option<Self> {
        let at = Self::WORDS.iter().position(|known| *known == word)?;
        Some(Self::VALUES[at])
    }
}

/// Declares an enum whose values are words.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident $word:literal)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
            pub enum $name { $($(#[$value_doc])* $value,)* }

            impl $crate::model::word::Word for $name {
                const WORDS: &'static [&'static str] = &[$($word),*];
                const VALUES: &'static [Self] = &[$(Self::$value),*];
            }
        )*
    };
}
pub(crate) use words;
