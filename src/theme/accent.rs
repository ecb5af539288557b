//! The colors that follow from the one hue a partner may choose.
//!
//! Each is moved towards black or white until it can be read on its ground, by the contrast of WCAG 2.

use crate::model::settings::Color;

const PAPER: Color = Color(0xfb, 0xf9, 0xf4);
const DARK_PAPER: Color = Color(0x0a, 0x15, 0x1b);
const NIGHT: Color = Color(0x0e, 0x24, 0x30);
const BLACK: Color = Color(0, 0, 0);
const WHITE: Color = Color(255, 255, 255);

/// The stylesheet that sets the theme's accent properties, for light and dark.
pub(super) fn stylesheet(accent: Color) -> String {
    let text = readable(accent, PAPER, 4.5);
    let line = readable(accent, PAPER, 3.0);
    let lamp = readable(accent, NIGHT, 6.0);
    let lamp_ink = if contrast(lamp, BLACK) >= contrast(lamp, WHITE) { BLACK } else { WHITE };
    let dark_text = readable(accent, DARK_PAPER, 7.0);
    let dark_line = readable(accent, DARK_PAPER, 3.0);
    format!(
        ":root {{ --accent: {}; --accent-line: {}; --lamp: {}; --lamp-ink: {}; }}\n\
         @media (prefers-color-scheme: dark) {{ :root {{ --accent: {}; --accent-line: {}; }} }}\n",
        hex(text),
        hex(line),
        hex(lamp),
        hex(lamp_ink),
        hex(dark_text),
        hex(dark_line),
    )
}

/// The color, moved as little as needed away from its ground until the contrast is reached.
fn readable(color: Color, ground: Color, wanted: f64) -> Color {
    let end = if luminance(ground) > 0.5 { BLACK } else { WHITE };
    let steps = (0..=100).map(|step| mix(color, end, f64::from(step) / 100.0));
    steps.into_iter().find(|color| contrast(*color, ground) >= wanted).unwrap_or(end)
}

fn mix(from: Color, to: Color, part: f64) -> Color {
    let channel = |a: u8, b: u8| {
        let value = f64::from(a) + (f64::from(b) - f64::from(a)) * part;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let byte = value.round() as u8;
        byte
    };
    Color(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

/// Contrast ratio of two colors, 1 to 21.
fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let linear = |byte: u8| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_accent_can_be_read() {
        for accent in ["#000000", "#ffffff", "#ffb84d", "#00ff00", "#808080", "#0000ff"].map(Color::parse) {
            let accent = accent.expect("a color");
            assert!(contrast(readable(accent, PAPER, 4.5), PAPER) >= 4.5);
            assert!(contrast(readable(accent, DARK_PAPER, 7.0), DARK_PAPER) >= 7.0);
            assert!(contrast(readable(accent, NIGHT, 6.0), NIGHT) >= 6.0);
        }
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 0.01);
    }
}
