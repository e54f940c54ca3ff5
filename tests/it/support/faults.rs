//! Many at once, and a server that is killed.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use serde_json::{Value as Json, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{KEY, TestApp};

/// Sends the same act `count` times at once, the `n`-th with the input that `input` makes of `n`; answers the payloads.
pub async fn at_once(
    app: &Arc<TestApp>,
    persona: &'static str,
    query: &'static str,
    count: usize,
    input: impl Fn(usize) -> Json,
) -> Vec<Json> {
    let tasks: Vec<_> = (0..count)
        .map(|number| {
            let (app, input) = (Arc::clone(app), input(number));
            tokio::spawn(async move { app.data_with(persona, query, input).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        let answer = task.await.expect("ends");
        answers.push(answer.as_object().and_then(|data| data.values().next()).expect("a payload").clone());
    }
    answers
}

/// A server process on a port of its own.
pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    pub async fn start(folder: &Path, url: &str) -> Self {
        let port =
            std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
        let address = format!("127.0.0.1:{port}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_minsheng"));
        command
            .args(["serve", "--database", url, "--listen", &address, "--data"])
            .arg(folder)
            .env("MINSHENG_KEY", KEY)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let server = Self { process: command.spawn().expect("starts"), address };
        for _ in 0..500 {
            if TcpStream::connect(&server.address).await.is_ok() {
                return server;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server.kill();
        panic!("the server does not listen");
    }

    /// Sends an act; none when the process died before it answered.
    pub async fn act(address: String, token: String, query: &'static str, input: Json) -> Option<Json> {
        let body = json!({ "query": query, "variables": input }).to_string();
        Self::post(address, &token, ("/graphql", "application/json"), &body).await
    }

    /// Uploads a file; none when the process died before it answered.
    pub async fn upload(address: String, token: String, path: &str, content: &str) -> Option<Json> {
        Self::post(address, &token, (path, "text/csv"), content).await
    }

    async fn post(address: String, token: &str, (path, media): (&str, &str), body: &str) -> Option<Json> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nContent-Type: {media}\r\n\
             Accept: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let mut socket = TcpStream::connect(&address).await.ok()?;
        socket.write_all(request.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).await.ok()?;
        let answer = String::from_utf8_lossy(&answer);
        serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()
    }

    /// kill -9.
    pub fn kill(mut self) {
        self.process.kill().expect("killed");
        self.process.wait().expect("gone");
    }
}
