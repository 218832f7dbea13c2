//! A connection picked out of what people paste.

use headroom::forms::pasted;

const KEY: &str = "11111111-2222-4333-8444-555555555555";

fn of(text: &str) -> Vec<(&'static str, String)> {
    pasted(text).taken
}

fn pairs<'a>(found: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    found.iter().map(|(field, value)| (*field, value.as_str())).collect()
}

#[test]
fn an_environment_file_has_key_zone_project_and_address() {
    let text = format!(
        "# SCW_SECRET_KEY=old\nexport SCW_ACCESS_KEY=SCWXXXXXXXXXXXXXXXXX\n\
         export SCW_SECRET_KEY=\"{KEY}\"\nSCW_DEFAULT_ZONE='nl-ams-1'\n\
         SCW_DEFAULT_PROJECT_ID={KEY}\nSCW_API_URL=https://api.example.org\n"
    );
    assert_eq!(
        pairs(&of(&text)),
        [
            ("key", KEY),
            ("zone", "nl-ams-1"),
            ("project", KEY),
            ("address", "https://api.example.org"),
        ]
    );
}

#[test]
fn the_configuration_of_the_command_line_is_read() {
    let text = format!(
        "access_key: SCWXXXXXXXXXXXXXXXXX\nsecret_key: {KEY}\r\ndefault_zone: fr-par-2\n\
         # default_project_id: no\n"
    );
    assert_eq!(pairs(&of(&text)), [("key", KEY), ("zone", "fr-par-2")]);
}

#[test]
fn a_call_has_its_key_in_a_header_and_its_zone_in_the_address() {
    let text = format!(
        "curl -H \"X-Auth-Token: {KEY}\" \\\n  \
         'https://api.scaleway.com/autoscaling/v1alpha1/zones/fr-par-1/instance-groups'"
    );
    assert_eq!(pairs(&of(&text)), [("key", KEY), ("zone", "fr-par-1")]);
}

#[test]
fn a_variable_is_no_key_and_the_rest_is_taken() {
    for key in ["$SCW_SECRET_KEY", "${SCW_SECRET_KEY}", "${SCW_SECRET_KEY:-none}"] {
        let text = format!(
            "curl -H \"X-Auth-Token: {key}\" \\\n 'https://api.scaleway.com/autoscaling/v1alpha2\
             /zones/fr-par-1/groups?project_id={KEY}&page_size=1'"
        );
        let found = pasted(&text);
        assert_eq!(pairs(&found.taken), [("zone", "fr-par-1"), ("project", KEY)]);
        let said = format!(
            "Taken from what you pasted: zone, project. Not taken: Secret key: {key} is the name \
             of a variable, whose value only your shell knows."
        );
        assert_eq!(found.words(), said);
    }
    // Where the same text sets the variable, that is the key.
    let text = format!("SCW_SECRET_KEY={KEY}\ncurl -H \"X-Auth-Token: $SCW_SECRET_KEY\" x");
    assert_eq!(pairs(&of(&text)), [("key", KEY)]);
}

#[test]
fn a_zone_that_nobody_has_is_said_and_left() {
    let found = pasted(&format!("SCW_SECRET_KEY={KEY}\nSCW_DEFAULT_ZONE=mars-1"));
    assert_eq!(pairs(&found.taken), [("key", KEY)]);
    assert_eq!(found.left, ["Zone: mars-1 is no zone of this API."]);
}

#[test]
fn an_access_key_is_not_the_secret_one() {
    let (env, bare) = ("SCW_ACCESS_KEY=SCWXXXXXXXXXXXXXXXXX", "SCWXXXXXXXXXXXXXXXXX\n");
    for text in [env, bare] {
        let found = pasted(text);
        assert_eq!(pairs(&found.taken), [], "{text}");
        assert_eq!(
            found.words(),
            "Nothing was taken from what you pasted. Secret key: the access key only names a key; \
             what is needed is its secret key."
        );
    }
}

#[test]
fn a_bare_key_and_other_texts_stay_what_they_are() {
    let texts = [KEY, "", "SCW_DEFAULT_ZONE=fr-par-1", "MY_SCW_SECRET_KEY=x", "SCW_SECRET_KEY="];
    for text in texts {
        assert!(pasted(text).is_empty(), "{text}");
    }
    let long = format!("{}SCW_SECRET_KEY={KEY}", "é".repeat(90_000));
    // It is cut, or read whole; it does not end the program.
    drop(of(&long));
}
