//! The colors that follow from the one hue a partner may choose.
//!
//! Each is made lighter or darker until it can be read on its ground, by the contrast of WCAG 2.

use crate::model::settings::Color;

const PAPER: Color = Color(0xfb, 0xf9, 0xf4);
const DARK_PAPER: Color = Color(0x0a, 0x15, 0x1b);
const NIGHT: Color = Color(0x0e, 0x24, 0x30);
const BLACK: Color = Color(0, 0, 0);
const WHITE: Color = Color(255, 255, 255);

/// The contrast of the accent as text on the theme's paper, where that is too little to be read and the theme
/// takes another shade of it.
pub(super) fn unreadable(accent: Color) -> Option<(f64, String)> {
    let own = contrast(accent, PAPER);
    (own < 4.5).then(|| (own, hex(readable(accent, PAPER, 4.5))))
}

/// The stylesheet that sets the theme's accent properties, for light and dark.
pub(super) fn stylesheet(accent: Color) -> String {
    let text = readable(accent, PAPER, 4.5);
    let line = readable(accent, PAPER, 3.0);
    let lamp = readable(accent, NIGHT, 8.0);
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

/// The color, made lighter or darker as little as needed until the contrast is reached. Hue and saturation
/// stay, so that the accent remains the partner's own.
fn readable(color: Color, ground: Color, wanted: f64) -> Color {
    let (hue, saturation, lightness) = hsl(color);
    let end = if luminance(ground) > 0.5 { 0.0 } else { 1.0 };
    let step = |step: i32| from_hsl(hue, saturation, lightness + (end - lightness) * f64::from(step) / 100.0);
    (0..=100).map(step).find(|color| contrast(*color, ground) >= wanted).unwrap_or(from_hsl(hue, 0.0, end))
}

/// Hue in sixths of the circle, saturation and lightness from 0 to 1.
fn hsl(color: Color) -> (f64, f64, f64) {
    let [red, green, blue] = [color.0, color.1, color.2].map(|byte| f64::from(byte) / 255.0);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let (lightness, range) = (f64::midpoint(most, least), most - least);
    if range < f64::EPSILON {
        return (0.0, 0.0, lightness);
    }
    let saturation = range / (1.0 - (2.0 * lightness - 1.0).abs()).max(f64::EPSILON);
    let hue = match most {
        _ if (most - red).abs() < f64::EPSILON => ((green - blue) / range).rem_euclid(6.0),
        _ if (most - green).abs() < f64::EPSILON => (blue - red) / range + 2.0,
        _ => (red - green) / range + 4.0,
    };
    (hue, saturation.min(1.0), lightness)
}

fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> Color {
    let chroma = (1.0 - (2.0 * lightness - 1.0).abs()) * saturation;
    let second = chroma * (1.0 - (hue.rem_euclid(2.0) - 1.0).abs());
    let (red, green, blue) = match hue {
        hue if hue < 1.0 => (chroma, second, 0.0),
        hue if hue < 2.0 => (second, chroma, 0.0),
        hue if hue < 3.0 => (0.0, chroma, second),
        hue if hue < 4.0 => (0.0, second, chroma),
        hue if hue < 5.0 => (second, 0.0, chroma),
        _ => (chroma, 0.0, second),
    };
    let base = lightness - chroma / 2.0;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
    let byte = |part: f64| ((part + base) * 255.0).round().clamp(0.0, 255.0) as u8;
    Color(byte(red), byte(green), byte(blue))
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
