//! A client that sends what it is told, however wrong.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// So long that only a server that hangs exceeds it.
const HANGS: Duration = Duration::from_secs(60);

pub fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(HANGS)).unwrap();
    stream
}

/// A request in the making.
pub struct Call {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    host: Option<String>,
}

pub fn call(method: &str, path: &str) -> Call {
    let (method, path) = (method.to_owned(), path.to_owned());
    Call { method, path, headers: Vec::new(), body: Vec::new(), host: None }
}

pub fn get(path: &str) -> Call {
    call("GET", path)
}

impl Call {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Instead of the address that the call goes to.
    pub fn host(mut self, host: &str) -> Self {
        self.host = Some(host.to_owned());
        self
    }

    pub fn body(mut self, body: &str) -> Self {
        self.body = body.as_bytes().to_vec();
        self
    }

    pub fn send(self, port: u16) -> Reply {
        self.try_send(port).unwrap()
    }

    /// Fails when the server goes away in the middle.
    pub fn try_send(self, port: u16) -> io::Result<Reply> {
        let host = self.host.unwrap_or_else(|| format!("127.0.0.1:{port}"));
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        head += &format!("Host: {host}\r\nConnection: close\r\n");
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !self.body.is_empty() {
            head += &format!("Content-Length: {}\r\n", self.body.len());
        }
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(HANGS))?;
        let sent = stream.write_all(&[format!("{head}\r\n").as_bytes(), &self.body].concat());
        // What refuses a body by its length answers before it has come, and hangs up.
        match sent {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => read(&mut stream),
        }
    }
}

/// Sends these bytes as they are, and nothing after them.
pub fn send_raw(port: u16, request: &str) -> Reply {
    let mut stream = connect(port);
    stream.write_all(request.as_bytes()).unwrap();
    let reply = read(&mut stream).unwrap();
    let _ = stream.shutdown(Shutdown::Both);
    reply
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |(found, _): &&(String, String)| found.eq_ignore_ascii_case(name);
        self.headers.iter().find(named).map(|(_, value)| value.as_str())
    }

    pub fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().map(|(name, _)| name.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The sentence of a refusal.
    pub fn message(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/json"), "{self:?}");
        self.json()["message"].as_str().unwrap().to_owned()
    }
}

/// Reads one reply to the end of the connection.
pub fn read(stream: &mut TcpStream) -> io::Result<Reply> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let broken = || io::Error::new(ErrorKind::UnexpectedEof, "no whole reply");
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(broken)?;
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.get(9..12)).and_then(|code| code.parse().ok());
    let header = |line: &str| {
        let (name, value) = line.split_once(':').unwrap();
        (name.to_owned(), value.trim().to_owned())
    };
    let headers = lines.map(header).collect();
    let mut reply = Reply { status: status.ok_or_else(broken)?, headers, body: Vec::new() };
    reply.body = body(&reply, &bytes[end + 4..]).ok_or_else(broken)?;
    Ok(reply)
}

/// The body, if it is whole.
fn body(reply: &Reply, bytes: &[u8]) -> Option<Vec<u8>> {
    if reply.header("transfer-encoding") == Some("chunked") {
        return unchunked(bytes);
    }
    let length = reply.header("content-length").map_or(Some(bytes.len()), |n| n.parse().ok())?;
    // A reply to HEAD tells the length of what it leaves out.
    (bytes.is_empty() || bytes.len() == length).then(|| bytes.to_vec())
}

fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = bytes.windows(2).position(|two| two == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&bytes[..line]).ok()?, 16).ok()?;
        let rest = &bytes[line + 2..];
        body.extend(rest.get(..length)?);
        if length == 0 {
            return Some(body);
        }
        bytes = rest.get(length + 2..)?;
    }
}
