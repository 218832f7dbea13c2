//! How a case is held against a server.

use http::{Request, Response};

use super::case::{Case, Step, Suite};
use super::node::Node;
use super::pattern::{Matcher, Names, stands_for};

/// A server that speaks the API, however it is reached.
pub trait Server {
    /// Sends a request and waits for the reply.
    fn send(&mut self, request: Request<Vec<u8>>) -> Response<Vec<u8>>;

    /// Lets time pass, as long as there is hope that it changes anything.
    fn wait(&mut self) -> bool;
}

/// With what the cases are run. It has no `Debug`, since the key is a secret.
pub struct Setting {
    pub zone: String,
    /// A secret key that the server accepts.
    pub key: String,
    /// Headers of its replies that differ from the suite's; `<absent>` for none.
    pub headers: Names,
}

struct Run<'a> {
    suite: &'a Suite,
    server: &'a mut dyn Server,
    names: Names,
    /// The headers of every reply.
    headers: Names,
    /// The paths of what was created, to be deleted in the end.
    created: Vec<String>,
}

impl Suite {
    /// Runs a case, and deletes what it has created.
    ///
    /// # Errors
    /// Says which step failed first, and how.
    pub fn run(
        &self,
        case: &Case,
        server: &mut dyn Server,
        setting: &Setting,
    ) -> Result<(), String> {
        let mut names = self.shared.texts.clone();
        names.insert("zone".to_owned(), setting.zone.clone());
        names.insert("key".to_owned(), setting.key.clone());
        names.extend(case.row.clone());
        let mut headers = self.shared.headers.clone();
        headers.extend(setting.headers.clone());
        let mut run = Run { suite: self, server, names, headers, created: Vec::new() };
        let given = case.given.iter().flat_map(|name| &self.shared.given[name]);
        let result = given.chain(&case.steps).try_for_each(|step| {
            let send = fill(&step.send, &run.names)?;
            run.step(step).map_err(|error| format!("{send}: {error}"))
        });
        run.clean_up();
        result.map_err(|error| format!("{case}\n    {error}"))
    }
}

impl Run<'_> {
    fn step(&mut self, step: &Step) -> Result<(), String> {
        loop {
            let request = self.request(step)?;
            let path = request.uri().path().to_owned();
            let posted = request.method() == "POST";
            let response = self.server.send(request);
            let text = String::from_utf8_lossy(response.body()).into_owned();
            if posted && response.status() == 200 {
                self.note_created(&path, &text);
            }
            let result = self.check(step, &response, &text);
            if result.is_ok() || !step.until || !self.server.wait() {
                if let (Ok(()), Some(name)) = (&result, &step.catch) {
                    self.names.insert(name.clone(), text);
                }
                return result;
            }
        }
    }

    fn request(&self, step: &Step) -> Result<Request<Vec<u8>>, String> {
        let send = fill(&step.send, &self.names)?;
        let (method, path) = send.split_once(' ').ok_or("a step sends a method and a path")?;
        let uri = match path.starts_with('/') {
            true => path.to_owned(),
            false => format!("{}/{path}", fill(&self.suite.shared.zone_path, &self.names)?),
        };
        let body = self.text(&step.body, &step.body_but)?;
        let mut request = Request::builder().method(method).uri(uri);
        let key = fill(&step.key, &self.names)?;
        if !key.is_empty() {
            request = request.header("x-auth-token", key);
        }
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in &step.headers {
            request = request.header(name, fill(value, &self.names)?);
        }
        request.body(body.into_bytes()).map_err(|error| error.to_string())
    }

    /// A text with its names filled in and the changes merged into it.
    fn text(&self, text: &str, changes: &[String]) -> Result<String, String> {
        let text = fill(text, &self.names)?;
        if changes.is_empty() {
            return Ok(text);
        }
        let mut node = Node::parse(&text)?;
        for change in changes {
            node = node.merged(&Node::parse(&fill(change, &self.names)?)?);
        }
        Ok(node.to_string())
    }

    fn check(
        &mut self,
        step: &Step,
        response: &Response<Vec<u8>>,
        text: &str,
    ) -> Result<(), String> {
        let status = response.status().as_u16();
        if status != step.status {
            return Err(format!("expected status {}, found {status}: {text}", step.status));
        }
        check_headers(&self.headers, step, response)?;
        let Some(reply) = &step.reply else {
            return if text.is_empty() { Ok(()) } else { Err(format!("a body: {text}")) };
        };
        if has_outer_space(text) != step.spaced {
            return Err(format!("white space between the parts of the body, or none: {text}"));
        }
        let pattern = Node::parse(&self.text(reply, &step.reply_but)?)?;
        let found = Node::parse(text)?;
        let mut matcher = Matcher { shapes: &self.suite.shapes, names: &mut self.names };
        matcher.check(&pattern, &found, "$")
    }

    fn note_created(&mut self, path: &str, text: &str) {
        let Ok(Node::Object(fields)) = Node::parse(text) else { return };
        if let Some((_, Node::Text(id))) = fields.iter().find(|(key, _)| key == "id") {
            self.created.push(format!("{path}/{id}"));
        }
    }

    /// What is gone already is none the worse for it.
    fn clean_up(&mut self) {
        for path in std::mem::take(&mut self.created).into_iter().rev() {
            let request = Request::delete(path).header("x-auth-token", &self.names["key"]);
            if let Ok(request) = request.body(Vec::new()) {
                self.server.send(request);
            }
        }
    }
}

/// The suite's headers and no others, but for what the step says of its own.
fn check_headers(usual: &Names, step: &Step, response: &Response<Vec<u8>>) -> Result<(), String> {
    let mut expected = usual.clone();
    if step.status == 204 {
        expected.remove("content-length");
    }
    expected.extend(step.reply_headers.clone());
    expected.retain(|_, value| value != "<absent>");
    for (name, pattern) in &expected {
        let mut values = response.headers().get_all(name).iter();
        let value = values.next().and_then(|value| value.to_str().ok());
        let value = value.ok_or_else(|| format!("the header {name} is absent"))?;
        let fits = match pattern.strip_prefix('<').and_then(|word| word.strip_suffix('>')) {
            Some("length") => value == response.body().len().to_string(),
            Some(kind) => stands_for(kind, value),
            None => pattern == value,
        };
        if !fits || values.next().is_some() {
            return Err(format!("the header {name}: expected {pattern}, found {value}"));
        }
    }
    match response.headers().keys().find(|name| !expected.contains_key(name.as_str())) {
        Some(name) => Err(format!("the header {name} is not expected")),
        None => Ok(()),
    }
}

/// `text` with every `{name}` replaced by the text of that name, which may name others.
fn fill(text: &str, names: &Names) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let (before, after) = rest.split_at(start);
        filled.push_str(before);
        let name = after[1..].split('}').next().unwrap_or("");
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if is_name {
            let value = names.get(name).ok_or_else(|| format!("nothing is named {{{name}}}"))?;
            filled.push_str(&fill(value, names)?);
            rest = &after[name.len() + 2..];
        } else {
            filled.push('{');
            rest = &after[1..];
        }
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Whether white space stands anywhere but in a JSON text.
fn has_outer_space(json: &str) -> bool {
    let (mut inside, mut escaped) = (false, false);
    json.bytes().any(|byte| {
        if inside {
            inside = byte != b'"' || escaped;
            escaped = byte == b'\\' && !escaped;
            return false;
        }
        inside = byte == b'"';
        byte.is_ascii_whitespace()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in() {
        let names = Names::from([("a", "1"), ("b", "<{a}>")].map(|(k, v)| (k.into(), v.into())));
        assert_eq!(fill(r#"{"x":{a},"y":{}} {b}"#, &names).unwrap(), r#"{"x":1,"y":{}} <1>"#);
        assert!(fill("{c}", &names).is_err());
        assert_eq!(fill("{", &names).unwrap(), "{");
    }

    #[test]
    fn only_space_outside_of_texts_counts() {
        assert!(!has_outer_space(r#"{"a b":"c \" d\\","e":1}"#));
        for text in [r#"{"a": 1}"#, "[1, 2]", "{}\n", r#"{"a\\" :1}"#] {
            assert!(has_outer_space(text), "{text}");
        }
    }
}
