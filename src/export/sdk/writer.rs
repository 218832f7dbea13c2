//! A program as text, in either language.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::call::{SdkApi, SdkCall};
use super::classes::{Class, api, class_of};
use crate::wire::{Generation, Zone};

/// How long a line may be.
const WIDTH: usize = 100;

/// What stands above a program in Python.
const PYTHON: &str = "\
# Needs the package scaleway 2.12.0, or a newer one. The keys come from SCW_ACCESS_KEY and
# SCW_SECRET_KEY, another address of the API from SCW_API_URL.
";

/// What stands above a program in JavaScript.
const JAVASCRIPT: &str = "\
// Needs the packages @scaleway/sdk-autoscaling 1.3.0 and @scaleway/sdk-client 1.3.3, or newer ones.
// The keys come from SCW_ACCESS_KEY and SCW_SECRET_KEY, another address from SCW_API_URL.
import { Autoscalingv1alpha1 } from \"@scaleway/sdk-autoscaling\";
import { createClient } from \"@scaleway/sdk-client\";

const client = createClient({
  accessKey: process.env.SCW_ACCESS_KEY,
  secretKey: process.env.SCW_SECRET_KEY,
  apiURL: process.env.SCW_API_URL ?? \"https://api.scaleway.com\",
});
const api = new Autoscalingv1alpha1.API(client);
";

/// The calls as they are written so far.
pub(super) struct Writer {
    text: String,
    is_python: bool,
    /// The classes that they use, by module.
    classes: BTreeSet<(&'static str, &'static str)>,
}

impl Writer {
    pub fn new(generation: Generation) -> Self {
        let is_python = generation == Generation::V1alpha2;
        Self { text: String::new(), is_python, classes: BTreeSet::new() }
    }

    /// Adds a call.
    pub fn call(&mut self, call: &SdkCall, zone: &Zone) {
        let (variable, class, module) = api(call.api);
        self.text.push('\n');
        if let Some(result) = call.result {
            self.text.push_str(&if self.is_python {
                format!("{result} = ")
            } else {
                format!("const {result} = ")
            });
        }
        if self.is_python {
            self.classes.insert((module, class));
            self.text.push_str(&format!("{variable}.{}(\n", call.method));
        } else {
            self.text.push_str(&format!("await api.{}({{\n", camel(call.method)));
        }
        self.field("zone", &Value::from(zone.as_ref()), 1);
        for (name, value) in name_first(&call.arguments) {
            match call.references.iter().find(|(own, _)| own == name) {
                Some((_, made)) => self.written_field(name, &format!("{made}.id"), 1),
                None => self.field(name, value, 1),
            }
        }
        self.text.push_str(if self.is_python { ")\n" } else { "});\n" });
    }

    /// Prints the id of what a variable keeps.
    pub fn print(&mut self, variable: &str) {
        self.text.push_str(&match self.is_python {
            true => format!("\nprint({variable}.id)\n"),
            false => format!("\nconsole.log({variable}.id);\n"),
        });
    }

    /// The program, with what it starts with.
    pub fn finish(self, calls: &[SdkCall]) -> String {
        if !self.is_python {
            return format!("{JAVASCRIPT}{}", self.text);
        }
        let mut head = PYTHON.to_owned();
        head.push_str("from scaleway import Client\n");
        let modules: BTreeSet<_> = self.classes.iter().map(|(module, _)| *module).collect();
        for module in modules {
            head.push_str(&format!("from {module} import (\n"));
            for (_, class) in self.classes.iter().filter(|(own, _)| *own == module) {
                head.push_str(&format!("    {class},\n"));
            }
            head.push_str(")\n");
        }
        head.push_str("\nclient = Client.from_env()\n");
        for own in [SdkApi::Templates, SdkApi::Groups] {
            if calls.iter().any(|call| call.api == own) {
                let (variable, class, _) = api(own);
                head.push_str(&format!("{variable} = {class}(client)\n"));
            }
        }
        head + &self.text
    }

    /// A field on a line of its own.
    fn field(&mut self, name: &str, value: &Value, depth: usize) {
        self.start(name, depth);
        self.value(name, value, depth);
        self.text.push_str(",\n");
    }

    /// The same, with a value that is written already.
    fn written_field(&mut self, name: &str, value: &str, depth: usize) {
        self.start(name, depth);
        self.text.push_str(&format!("{value},\n"));
    }

    fn start(&mut self, name: &str, depth: usize) {
        self.indent(depth);
        let label = self.label(name);
        self.text.push_str(&label);
    }

    fn label(&self, name: &str) -> String {
        if self.is_python { format!("{name}=") } else { format!("{}: ", property(name)) }
    }

    /// The value of an argument of this name: on this line where it fits.
    fn value(&mut self, name: &str, value: &Value, depth: usize) {
        let flat = self.flat(name, value);
        let column = self.text.chars().rev().take_while(|letter| *letter != '\n').count();
        // A comma follows.
        let fits = column + flat.chars().count() < WIDTH;
        match value {
            Value::Object(fields) if !fits => self.tall_object(name, fields, depth),
            Value::Array(items) if !fits => self.tall_list(name, items, depth),
            _ => self.text.push_str(&flat),
        }
    }

    fn flat(&mut self, name: &str, value: &Value) -> String {
        match value {
            Value::Object(fields) => {
                let start = self.start_of(name);
                let fields = self.fields(name, fields);
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(name, value)| self.label(name) + &self.flat(name, value))
                    .collect();
                match self.is_python {
                    true => format!("{start}{})", fields.join(", ")),
                    false if fields.is_empty() => "{}".to_owned(),
                    false => format!("{start} {} }}", fields.join(", ")),
                }
            }
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.flat(name, item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Null => if self.is_python { "None" } else { "undefined" }.to_owned(),
            Value::Bool(true) if self.is_python => "True".to_owned(),
            Value::Bool(false) if self.is_python => "False".to_owned(),
            // Texts and numbers are those of JSON in both languages.
            plain => plain.to_string(),
        }
    }

    fn tall_list(&mut self, name: &str, items: &[Value], depth: usize) {
        self.text.push_str("[\n");
        for item in items {
            self.indent(depth + 1);
            self.value(name, item, depth + 1);
            self.text.push_str(",\n");
        }
        self.indent(depth);
        self.text.push(']');
    }

    fn tall_object(&mut self, name: &str, fields: &Map<String, Value>, depth: usize) {
        let start = self.start_of(name);
        self.text.push_str(&start);
        self.text.push('\n');
        for (name, value) in self.fields(name, fields) {
            self.field(&name, &value, depth + 1);
        }
        self.indent(depth);
        self.text.push(if self.is_python { ')' } else { '}' });
    }

    /// What an object begins with: its class in Python.
    fn start_of(&mut self, name: &str) -> String {
        if !self.is_python {
            return "{".to_owned();
        }
        let class = class_of(name);
        debug_assert!(class.is_some(), "{name} has a class of its own");
        let Some(Class { api: of, name, .. }) = class else { return "dict(".to_owned() };
        self.classes.insert((api(of).2, name));
        format!("{name}(")
    }

    /// The fields of an object, with those that have to be unset by itself.
    fn fields(&self, name: &str, fields: &Map<String, Value>) -> Vec<(String, Value)> {
        let class = class_of(name).filter(|_| self.is_python);
        let unset = class.map_or(&[][..], |class| class.unset).iter();
        let unset = unset.filter(|name| fields.get(**name).is_none_or(Value::is_null));
        let set = name_first(fields).map(|(name, value)| (name.clone(), value.clone()));
        set.chain(unset.map(|name| ((*name).to_owned(), Value::Null))).collect()
    }

    fn indent(&mut self, depth: usize) {
        let width = if self.is_python { 4 } else { 2 };
        self.text.push_str(&" ".repeat(depth * width));
    }
}

/// The fields that are set, the name before all others.
fn name_first(fields: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    let is_name = |(key, _): &(&String, &Value)| key.as_str() == "name";
    let set = || fields.iter().filter(|(_, value)| !value.is_null());
    set().filter(is_name).chain(set().filter(move |field| !is_name(field)))
}

/// `private_network_id` as JavaScript has it.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

/// A name as a property; a volume's slot is none that JavaScript takes bare unless it is a number.
fn property(name: &str) -> String {
    let is_plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let is_number = name.parse::<u32>().is_ok_and(|number| number.to_string() == name);
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_plain && (is_number || starts) { camel(name) } else { Value::from(name).to_string() }
}
