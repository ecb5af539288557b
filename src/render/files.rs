//! The files around the pages: root, 404, redirects, sitemap, rules for robots.

use std::fmt::Write;
use std::sync::Arc;

use super::body::escape;
use super::context::{Alternate, Door, PageContext, RedirectContext, RootContext, TextContext};
use super::page::{CSP, alternates, data_at, language_link, site_context, to_context};
use super::{Piece, Shared};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{ADR001, ADR002};
use crate::exchange;
use crate::exchange::hours::{HoursFile, Labels, hours_file, open_hours, published_days};
use crate::locale::Locale;
use crate::model::ids::HoursId;
use crate::model::prose::{Alias, Page};
use crate::output::OutputPath;
use crate::path::ProjectPath;
use crate::source::Span;

/// The page before any choice of language.
pub(super) fn root(shared: &Shared) -> Result<String, Diagnostic> {
    let locale = shared.source_locale();
    let data = data_at(shared, locale, "");
    let door = |locale: &Locale| {
        let data = data_at(shared, *locale, "");
        let messages = ["root-emergency", "root-enter"].map(|id| (id.to_owned(), data.words.get(id)));
        let title = data.view.settings.title.choose(*locale).text.to_string();
        let name = data.words.language(*locale);
        let href = data.links.page("");
        Door {
            locale: locale.to_string(),
            name,
            title,
            href,
            emergency: data.emergency(),
            messages: messages.into(),
        }
    };
    let mut titles: Vec<TextContext> = Vec::new();
    for locale in &shared.settings.locales {
        let text = shared.settings.title.choose(*locale).text.to_string();
        if titles.iter().all(|title| title.text != text) {
            titles.push(TextContext { text, lang: locale.to_string() });
        }
    }
    let indexed = shared.is_indexed(locale, "");
    let context = RootContext {
        lang: locale.to_string(),
        titles,
        doors: shared.settings.locales.iter().map(door).collect(),
        site: site_context(shared, data),
        canonical: indexed.then(|| shared.publication.base_url.to_string()),
        alternates: if indexed { alternates(shared, "") } else { Vec::new() },
        noindex: !indexed,
        preview: shared.publication.preview,
        internal: !shared.is_public(),
    };
    shared.theme.render(locale, "root.html", &to_context(&context))
}

/// The page for what does not exist. It is shown at any address, so its links begin at the root of the host.
pub(super) fn not_found(shared: &Shared) -> Result<String, Diagnostic> {
    let locale = shared.source_locale();
    let base = base_path(&shared.publication.base_url);
    let data = data_at(shared, locale, &base);
    let language = |locale: &Locale| language_link(shared, *locale, data.links.page_in(*locale, ""), false);
    let context = PageContext {
        template: "404".to_owned(),
        lang: locale.to_string(),
        article_lang: locale.to_string(),
        title: data.words.get("not-found"),
        root: base.clone(),
        languages: shared.settings.locales.iter().map(language).collect(),
        noindex: true,
        internal: !shared.is_public(),
        preview: shared.publication.preview,
        site: site_context(shared, data),
        ..PageContext::default()
    };
    shared.theme.render(locale, "404.html", &to_context(&context))
}

/// The path of an absolute address, with slashes at both ends.
fn base_path(base_url: &str) -> String {
    let host = base_url.split_once("://").map_or("", |(_, rest)| rest);
    host.find('/').map_or_else(|| "/".to_owned(), |slash| host[slash..].to_owned())
}

/// An old address that leads to a page.
pub(super) fn redirect(
    shared: &Shared,
    path: &OutputPath,
    locale: Locale,
    address: &str,
) -> Result<String, Diagnostic> {
    let folders = path.as_str().matches('/').count();
    let root = "../".repeat(folders);
    let data = data_at(shared, locale, &root);
    let indexed = shared.is_indexed(locale, address);
    let context = RedirectContext {
        lang: locale.to_string(),
        title: shared.plans[&locale].pages.get(address).map(|page| page.title.clone()).unwrap_or_default(),
        href: data.links.page(address),
        canonical: indexed.then(|| shared.absolute(locale, address)),
        csp: CSP.to_owned(),
        noindex: !indexed,
    };
    shared.theme.render(locale, "redirect.html", &to_context(&context))
}

/// All pages that search engines may list, with their languages.
pub(super) fn sitemap(shared: &Shared) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    if shared.is_indexed(shared.source_locale(), "") {
        sitemap_entry(&mut out, &shared.publication.base_url, &alternates(shared, ""));
    }
    for plan in shared.plans.values() {
        for address in plan.pages.keys().filter(|address| shared.is_indexed(plan.locale, address)) {
            sitemap_entry(&mut out, &shared.absolute(plan.locale, address), &alternates(shared, address));
        }
    }
    out.push_str("</urlset>\n");
    out
}

fn sitemap_entry(out: &mut String, location: &str, alternates: &[Alternate]) {
    out.push_str("<url><loc>");
    escape(location, out);
    out.push_str("</loc>");
    for alternate in alternates {
        let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"", alternate.hreflang);
        escape(&alternate.href, out);
        out.push_str("\"/>");
    }
    out.push_str("</url>\n");
}

/// What search engines may read: all of a public site, nothing of others.
pub(super) fn robots(shared: &Shared) -> String {
    if shared.is_public() && !shared.publication.preview {
        format!("User-agent: *\nAllow: /\n\nSitemap: {}sitemap.xml\n", shared.publication.base_url)
    } else {
        "User-agent: *\nDisallow: /\n".to_owned()
    }
}

/// All open intervals.
pub(super) fn hours(shared: &Shared) -> HoursFile {
    let view = shared.views[&shared.source_locale()].public();
    hours_file(&view.terms(), &view.hours, view.today)
}

/// Some hours as a calendar in a language.
pub(super) fn hours_calendar(shared: &Shared, locale: Locale, id: &HoursId) -> String {
    let (view, words) = (shared.views[&locale].public(), shared.words(locale));
    let Some(hours) = view.hours.get(id) else { return String::new() };
    let terms = view.terms();
    let (first, last) = published_days(&terms.schedule(id), view.today);
    let open = open_hours(&terms, id, &hours.name, first, last);
    let label = |id: &str| words.get(id);
    let labels = Labels {
        open: label("ics-open"),
        off: label("ics-off"),
        make_up: label("ics-make-up"),
        exception: label("ics-exception"),
    };
    exchange::hours::hours_calendar(&open, locale, &labels)
}

/// The finding of an alias whose address something else has.
pub(super) fn alias_collision(page: &Arc<Page>, alias: &Alias) -> Diagnostic {
    let document = &page.editions[&page.source_locale].prose.document;
    let slash = if alias.at_root { "/" } else { "" };
    let message = format!("the alias `{slash}{}` is the address of something else already", alias.path);
    Diagnostic::new(&ADR001, document.path(), alias.span, message)
        .hint("remove the alias, or rename the other page")
}

/// The finding of a file that cannot have an address; names are checked long before.
pub(super) fn no_address(piece: &Piece) -> Diagnostic {
    let path = ProjectPath::new("site.toml").expect("a clean literal path");
    Diagnostic::new(&ADR002, &path, Span::default(), format!("`{piece:?}` has no usable address"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_has_slashes_at_both_ends() {
        assert_eq!(base_path("https://support.example/"), "/");
        assert_eq!(base_path("https://example.com/support/"), "/support/");
        assert_eq!(crate::render::root_of(""), "../");
        assert_eq!(crate::render::root_of("guides/access/"), "../../../");
    }
}
