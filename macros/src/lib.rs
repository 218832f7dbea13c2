//! The macro that marks a text for translation. It is a crate of its own because only a compiler's
//! plug-in can read the names that stand in a text: `tr` and its like take values by position, and
//! a thousand sentences would lose their names.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, Ident, LitStr, Token};

/// A text in the reader's language.
///
/// It is written as `format!` is: `t!("Save")` is a `&'static str`, `t!("{count} of {all}")` a
/// `String`. What stands behind a colon, as in `{share:.1}`, is done to the value in each language.
/// Where one English word needs several, a note tells them apart: `t!("state" => "Open")`.
///
/// The text itself is the key of the catalogue, `locales/fr.json`, where `{}` is `{0}`.
#[proc_macro]
pub fn t(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let text = syn::parse_macro_input!(input as Text);
    text.translated().unwrap_or_else(Error::into_compile_error).into()
}

/// The key of a text in a constant, which `base::translated` translates where it is shown.
#[proc_macro]
pub fn text(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let text = syn::parse_macro_input!(input as Text);
    text.key().unwrap_or_else(Error::into_compile_error).into()
}

struct Text {
    note: Option<LitStr>,
    english: LitStr,
    values: Punctuated<Expr, Token![,]>,
}

impl Parse for Text {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let first = input.parse()?;
        let (note, english) = match input.parse::<Option<Token![=>]>>()? {
            Some(_) => (Some(first), input.parse()?),
            None => (None, first),
        };
        if input.parse::<Option<Token![,]>>()?.is_none() && !input.is_empty() {
            return Err(input.error("a comma stands between a text and its values"));
        }
        Ok(Self { note, english, values: Punctuated::parse_terminated(input)? })
    }
}

/// A name in the braces of a text, and how its value is formatted.
#[derive(PartialEq)]
struct Hole {
    name: String,
    format: String,
}

impl Text {
    fn translated(&self) -> syn::Result<TokenStream> {
        let (template, holes) = self.parts()?;
        if holes.is_empty() {
            let key = self.key()?;
            return Ok(quote!(crate::base::translated(#key)));
        }
        let key = self.noted(&template);
        let values = holes.iter().map(|hole| self.value(hole)).collect::<syn::Result<Vec<_>>>()?;
        Ok(quote!(crate::base::filled(#key, &[#(&#values),*])))
    }

    fn key(&self) -> syn::Result<TokenStream> {
        let (template, holes) = self.parts()?;
        if !holes.is_empty() {
            return Err(self.refused("a text of a constant has no values"));
        }
        // What is not filled in has no need of doubled braces.
        let key = self.noted(&template.replace("{{", "{").replace("}}", "}"));
        Ok(quote!(#key))
    }

    /// The text as the catalogue has it, behind its note.
    fn noted(&self, template: &str) -> String {
        match &self.note {
            Some(note) => format!("{}\u{4}{template}", note.value()),
            None => template.to_owned(),
        }
    }

    /// The text with nothing but names in its braces, and what stood there, each name once.
    fn parts(&self) -> syn::Result<(String, Vec<Hole>)> {
        let text = self.english.value();
        let (mut template, mut holes) = (String::new(), Vec::<Hole>::new());
        let mut unnamed = 0;
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['{', '}']) {
            let (words, braces) = rest.split_at(at);
            template += words;
            if braces.starts_with("{{") || braces.starts_with("}}") {
                template += &braces[..2];
                rest = &braces[2..];
                continue;
            }
            let inside = braces.strip_prefix('{').and_then(|text| text.split_once('}'));
            let (inside, after) = inside.ok_or_else(|| self.refused("a brace has no partner"))?;
            let hole = Hole::new(inside, &mut unnamed);
            template += &format!("{{{}}}", hole.name);
            match holes.iter().find(|known| known.name == hole.name) {
                Some(known) if *known == hole => {}
                Some(_) => return Err(self.refused("a name is formatted in two ways")),
                None => holes.push(hole),
            }
            rest = after;
        }
        if unnamed != self.values.len() {
            return Err(self.refused("as many values as empty braces are needed"));
        }
        Ok((template + rest, holes))
    }

    /// The value of a name: a variable of that name, or the one at its place behind the text.
    fn value(&self, Hole { name, format }: &Hole) -> syn::Result<TokenStream> {
        let value = match name.parse::<usize>() {
            Ok(place) => {
                let value = self.values.iter().nth(place);
                let value = value.ok_or_else(|| self.refused("a value lacks"))?;
                quote!((#value))
            }
            Err(_) => {
                let name = syn::parse_str::<Ident>(name)
                    .map_err(|_| self.refused("braces hold the name of a variable, or nothing"))?;
                let name = Ident::new(&name.to_string(), self.english.span());
                quote!(#name)
            }
        };
        Ok(match format.as_str() {
            "{}" => value,
            format => quote!(::core::format_args!(#format, #value)),
        })
    }

    fn refused(&self, why: &str) -> Error {
        Error::new(self.english.span(), why)
    }
}

impl Hole {
    /// What stands between braces; `unnamed` counts those without a name.
    fn new(inside: &str, unnamed: &mut usize) -> Self {
        let (name, format) = match inside.split_once(':') {
            Some((name, format)) => (name, format!("{{:{format}}}")),
            None => (inside, "{}".to_owned()),
        };
        if !name.is_empty() {
            return Self { name: name.to_owned(), format };
        }
        let name = unnamed.to_string();
        *unnamed += 1;
        Self { name, format }
    }
}
