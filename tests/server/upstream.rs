//! An API for the proxy to forward to, which remembers what it was asked.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::spawn;

/// It listens as long as the test runs.
pub struct Upstream {
    port: u16,
    asked: Receiver<String>,
}

/// One connection, from its request's head on.
pub struct Asked {
    pub stream: TcpStream,
    /// With lower-case names, as hyper writes them.
    pub head: String,
    /// What came in with the head.
    pub body: Vec<u8>,
}

impl Asked {
    fn read(mut stream: TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                let body = bytes.split_off(end + 4);
                return Some(Self { stream, head: String::from_utf8(bytes).ok()?, body });
            }
            match stream.read(&mut buffer).ok()? {
                0 => return None,
                count => bytes.extend(&buffer[..count]),
            }
        }
    }

    /// Reads the body, of which the head tells the length; stops where the client does.
    pub fn read_body(&mut self) {
        let length = self.head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.map_or(0, |length| length.parse().unwrap());
        let mut rest = vec![0; length - self.body.len()];
        if self.stream.read_exact(&mut rest).is_ok() {
            self.body.extend(rest);
        }
    }

    pub fn say(&mut self, bytes: &str) {
        let _ = self.stream.write_all(bytes.as_bytes());
    }
}

impl Upstream {
    /// One whose every connection goes this way.
    pub fn start(answer: impl Fn(&mut Asked) + Send + Sync + 'static) -> Self {
        let (listener, port) = listen();
        let (sender, asked) = channel();
        spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                serve(stream, &answer, &sender);
            }
        });
        Self { port, asked }
    }

    /// One that answers every request with these bytes of JSON.
    pub fn answering(body: &'static str) -> Self {
        Self::replying(&format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    /// One that answers every request with this reply, and closes.
    pub fn replying(reply: &str) -> Self {
        let reply = reply.to_owned();
        Self::start(move |asked| {
            asked.read_body();
            asked.say(&reply);
        })
    }

    /// One that reads all that comes, and never answers.
    pub fn reading() -> Self {
        Self::start(|asked| {
            let _ = std::io::copy(&mut asked.stream, &mut std::io::sink());
        })
    }

    /// One that says this to whoever connects, without listening.
    pub fn blurting(text: &'static str) -> Self {
        let (listener, port) = listen();
        let (_, asked) = channel();
        spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let _ = stream.write_all(text.as_bytes());
            }
        });
        Self { port, asked }
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The head and body of the next request; waits for it.
    pub fn asked(&self) -> String {
        self.asked.recv().unwrap()
    }

    /// The next request that has been answered, if there is one.
    pub fn next(&self) -> Option<String> {
        self.asked.try_recv().ok()
    }

    /// Whether nothing was asked so far.
    pub fn is_unasked(&self) -> bool {
        self.next().is_none()
    }
}

fn listen() -> (TcpListener, u16) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

fn serve(stream: TcpStream, answer: &impl Fn(&mut Asked), sender: &Sender<String>) {
    let Some(mut asked) = Asked::read(stream) else { return };
    answer(&mut asked);
    let _ = sender.send(asked.head + &String::from_utf8_lossy(&asked.body));
}
