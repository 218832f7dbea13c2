use headroom::forms::cloud_init::read;

fn what(text: &str) -> String {
    read(text).unwrap().what
}

fn faults(text: &str) -> Vec<String> {
    read(text).unwrap().faults
}

#[test]
fn a_document_is_what_its_first_line_says() {
    let config = what("#cloud-config\npackages: [nginx]\n");
    assert!(config.starts_with("A cloud-config in YAML, 32 bytes. Only its layout"), "{config}");
    assert_eq!(what("#!/bin/sh\r\nid\r\n"), "A script for /bin/sh, 15 bytes.");
    assert_eq!(what("#! /usr/bin/env python3"), "A script for /usr/bin/env python3, 23 bytes.");
    assert!(what("#include\nhttps://a.example/b").starts_with("Addresses of what"));
    assert!(what("## template: jinja\n#cloud-config").starts_with("A template in Jinja"));
    assert!(what("Content-Type: multipart/mixed; boundary=x").starts_with("Several parts"));
    assert_eq!(read(" \n\t\n"), None);
}

#[test]
fn what_cloud_init_would_ignore_is_said() {
    for text in
        ["packages:\n- nginx", "# cloud-config\na: b", "\n#cloud-config\na: b", "#Cloud-Config"]
    {
        assert!(faults(text)[0].contains("It would be ignored"), "{text}");
    }
    assert!(faults("\u{feff}#cloud-config\na: b")[0].contains("invisible mark"));
}

#[test]
fn what_would_fail_is_said_with_its_line() {
    assert!(faults("#!/bin/sh\r\nid\r\n")[0].contains("as on Windows"));
    assert!(faults("#cloud-config\n# only\n\n")[0].contains("nothing but comments"));
    assert!(
        faults("#cloud-config\nruncmd:\n\t- id\n")[0].starts_with("Line 3 is indented by a tab")
    );
    assert!(faults("#cloud-config\npackages\n- nginx\n")[0].starts_with("Line 2 is no entry"));
}

#[test]
fn what_yaml_cannot_read_is_said_with_its_line() {
    let cases = [
        ("packages: [", "Line 2 has a bracket"),
        ("packages: [a, b}", "Line 2 has a bracket"),
        ("a: {b: [c]\nd: e", "Line 2 has a bracket"),
        ("a: \"b\nc: d", "Line 2 opens a quote"),
        ("runcmd:\n- 'echo hi", "Line 3 opens a quote"),
        ("foo: bar: baz", "Line 2 has a second colon"),
        ("foo: bar\n- x", "Line 3 mixes a list"),
        ("- x\nfoo: bar", "Line 3 mixes a list"),
        ("a:\n    b: 1\n  c: 2", "Line 4 is indented like no line"),
        ("a: b\npackages\n", "Line 3 is no entry"),
    ];
    for (yaml, said) in cases {
        let faults = faults(&format!("#cloud-config\n{yaml}\n"));
        assert!(faults.len() == 1 && faults[0].starts_with(said), "{yaml}: {faults:?}");
    }
}

#[test]
fn what_is_right_is_not_found_fault_with() {
    for text in [
        "#cloud-config\npackages:\n- nginx\nruncmd:\n  - [sh, -c, \"echo hi\"]\n",
        "#cloud-config\nwrite_files:\n- content: |\n    no colon here\n    \ttab inside\n",
        "#cloud-config\n{packages: [nginx]}\n",
        "#cloud-config\n---\na: b\n...\n",
        "#cloud-config\nkey:\n- a\n- b: c\n  d: e\nother: f\n",
        "#cloud-config\nusers:\n  - default\n  - name: x\n    keys:\n      - ssh-rsa AAAA x@y\n",
        "#cloud-config\na: [b,\n  \"c]\", 'it''s', {d: e}]\nf: g # [h\n",
        "#cloud-config\nruncmd:\n- echo 'a [b' \"c\n- don't\n- curl http://a:80/\n",
        "#cloud-config\na: >-\n  b: c: d\n  - [\n\n  e\nf: some\n  more words\n",
        "#cloud-config\nwrite_files:\n  - path: /a\n    content: |\n      [b\n    owner: a:b\n",
        "#cloud-config\n\"a: b\": &x c\nd: !!binary |\n  AAAA\ne: \"f\n  g: h\"\ni: \"\\\"[\"\n",
        "#cloud-config\na:\n  - - b\n    - c\n  -\n    d: e\n",
        "#cloud-config\na:\n  plain words\n  go on\nb: c\n",
        "#!/bin/sh\n\tid\n",
    ] {
        assert_eq!(faults(text), [""; 0], "{text}");
    }
}
