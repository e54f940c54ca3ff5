//! Who may know whom: reads the `use` lines and the paths of the sources.

use std::{fs, path::Path};

const DOMAINS: [&str; 11] = [
    "files",
    "residents",
    "subsidies",
    "payrolls",
    "publications",
    "assets",
    "dividends",
    "services",
    "veterans",
    "findings",
    "exchange",
];
/// From the ground up; a room imports only rooms below it (same line: not each other).
const LAYERS: [&[&str]; 18] = [
    &["kernel"],
    &["access"],
    &["audit"],
    &["files"],
    &["residents"],
    &["subsidies"],
    &["publications"],
    &["assets"],
    &["dividends"],
    &["services"],
    &["veterans"],
    &["findings"],
    &["payrolls"],
    &["insight"],
    &["demo"],
    &["graphql"],
    &["exchange"],
    &["bootstrap", "http"],
];

/// Rooms inside a room, with files of the usual names of their own.
const INNER: [&str; 1] = ["insight/report/"];

struct Source {
    /// Path below `src`, e.g. `residents/store.rs`.
    path: String,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// File or folder inside the room: `store` of `subsidies/store/seed.rs`. Inside an inner room the one there.
    fn part(&self) -> &str {
        let inner = INNER.iter().find_map(|inner| self.path.strip_prefix(inner));
        let part = inner.map_or_else(|| self.path.split('/').nth(1), |rest| rest.split('/').next());
        let part = part.unwrap_or_default();
        part.strip_suffix(".rs").unwrap_or(part)
    }

    /// Paths named after `crate::`, braces expanded one level.
    fn imports(&self) -> Vec<String> {
        let joined = self.text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        let mut found = Vec::new();
        for (at, _) in joined.match_indices("crate::") {
            let rest = &joined[at + "crate::".len()..];
            if let Some(group) = rest.strip_prefix('{') {
                let mut depth = 0;
                let mut item = String::new();
                for character in group.chars() {
                    match character {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            found.push(std::mem::take(&mut item).split_whitespace().collect());
                            continue;
                        }
                        _ => {}
                    }
                    item.push(character);
                }
                found.push(item.split_whitespace().collect());
            } else {
                found.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect());
            }
        }
        found
    }
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let relative = path.strip_prefix(root).expect("below src").to_string_lossy().into_owned();
                found.push(Source { path: relative, text: fs::read_to_string(&path).expect("a file") });
            }
        }
    }
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walk(&root, &root, &mut found);
    assert!(found.len() > 50);
    found
}

fn layer(room: &str) -> Option<usize> {
    LAYERS.iter().position(|rooms| rooms.contains(&room))
}

fn free(source: &Source) -> bool {
    source.part().starts_with("graphql") || source.part() == "loader"
}

#[test]
fn arrows_point_one_way() {
    for source in sources().iter().filter(|source| !free(source)) {
        let Some(own) = layer(source.room()) else { continue };
        for import in source.imports() {
            let room = import.split("::").next().unwrap_or_default();
            if room.is_empty() || room == source.room() {
                continue;
            }
            let theirs = layer(room).unwrap_or_else(|| panic!("{}: crate::{import} is in no layer", source.path));
            let loader = import.split("::").nth(1) == Some("loader");
            assert!(theirs < own || loader, "{} imports {room}, which stands above it", source.path);
        }
    }
}

#[test]
fn other_domains_are_used_through_their_front_rooms() {
    let allowed = ["self", "service", "rules", "model", "identity", "pinyin", "reference", "loader", "graphql"];
    for source in sources() {
        if source.room() == "bootstrap" || source.room() == "demo" || free(&source) {
            continue;
        }
        for import in source.imports() {
            let mut parts = import.split("::");
            let (room, part) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            if !DOMAINS.contains(&room) || room == source.room() || part.is_empty() {
                continue;
            }
            let part = part.trim_start_matches('{');
            assert!(allowed.iter().any(|name| part.starts_with(name)), "{} reaches into {room}::{part}", source.path);
        }
    }
}

#[test]
fn sql_and_graphql_stay_in_their_rooms() {
    let mentions =
        |text: &str, word: &str| text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(word));
    for source in sources() {
        let (room, part) = (source.room(), source.part());
        let sql =
            ["kernel", "audit", "insight", "exchange", "demo"].contains(&room) || ["store", "loader"].contains(&part);
        assert!(sql || !mentions(&source.text, "sea_orm"), "{} names sea_orm", source.path);
        let graph = room == "kernel"
            || room == "graphql"
            || part == "loader"
            || part.starts_with("graphql")
            || (room == "access" && part == "viewer");
        assert!(graph || !mentions(&source.text, "async_graphql"), "{} names async_graphql", source.path);
    }
}

#[test]
fn rules_decide_without_reading_or_clocks() {
    for source in sources().iter().filter(|source| source.part() == "rules") {
        for word in ["async fn", "app::App", "Clock", "store::"] {
            assert!(!source.text.contains(word), "{} names {word}", source.path);
        }
    }
}

#[test]
fn entity_and_migration_stand_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (member, banned) in [("entity", "minsheng"), ("migration", "entity"), ("migration", "minsheng")] {
        let manifest = fs::read_to_string(root.join(member).join("Cargo.toml")).expect("a manifest");
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap_or_default();
        assert!(!dependencies.contains(banned), "{member} depends on {banned}");
    }
}

#[test]
fn files_stay_short() {
    let long: Vec<String> = sources()
        .iter()
        .map(|source| (source.text.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > 450)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn no_room_is_called_after_nothing() {
    for source in sources() {
        for name in ["utils", "helpers", "common", "misc"] {
            assert!(!source.path.split('/').any(|part| part.trim_end_matches(".rs") == name), "{}", source.path);
        }
    }
}
