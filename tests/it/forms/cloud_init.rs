use headroom::forms::cloud_init::read;

fn what(text: &str) -> String {
    read(text).unwrap().what
}

fn faults(text: &str) -> Vec<String> {
    read(text).unwrap().faults
}

#[test]
fn a_document_is_what_its_first_line_says() {
    assert_eq!(what("#cloud-config\npackages: [nginx]\n"), "A cloud-config in YAML, 32 bytes.");
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
fn what_is_right_is_not_found_fault_with() {
    for text in [
        "#cloud-config\npackages:\n- nginx\nruncmd:\n  - [sh, -c, \"echo hi\"]\n",
        "#cloud-config\nwrite_files:\n- content: |\n    no colon here\n    \ttab inside\n",
        "#cloud-config\n{packages: [nginx]}\n",
        "#cloud-config\n---\na: b\n...\n",
        "#!/bin/sh\n\tid\n",
    ] {
        assert_eq!(faults(text), [""; 0], "{text}");
    }
}
