//! What stands around the groups: the same project, network, load balancers and parts of
//! templates in every sandbox. The first content is made of them, and the neighbouring APIs list
//! them.

/// The virtual instant at which the first content is met: Monday, 2026-03-02T08:00:00Z.
pub const FIRST_CONTENT_NOW_MS: i64 = 1_772_438_400_000;
/// The key that the console itself calls the sandbox with. Any other of this form does as well.
pub const SANDBOX_KEY: &str = "5a4db0c5-5a4d-4b0c-8a4d-5a4db0c55a4d";
/// The public half of a key that is known.
pub const SANDBOX_ACCESS_KEY: &str = "SCWSANDBOX0000000000";
/// The public half of a key that its holder may not read.
pub const FORBIDDEN_ACCESS_KEY: &str = "SCWFORBIDDEN00000000";
/// The project of the first content.
pub const SANDBOX_PROJECT: &str = "0d9ea8b1-6a52-4b0f-9c37-2f6f7f0b1c11";
/// The organization of the project.
pub const ORGANIZATION: &str = "6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10";

/// The zone in which there is something.
pub const ZONE: &str = "fr-par-1";
/// Its region.
pub const REGION: &str = "fr-par";
/// When everything here was made, as most APIs write it.
pub const CREATED: &str = "2026-01-12T09:14:05.424926Z";
/// The same as the Instance API writes it.
pub const CREATION_DATE: &str = "2026-01-12T09:14:05.424926+00:00";

/// The network of the first content.
pub const NETWORK: &str = "7f8a1c9e-0b3d-4c55-a1f2-93d4e5b60c32";
/// The block snapshot that the first content's template boots from.
pub const BOOT_SNAPSHOT: &str = "b2c6d5f0-54f1-4f5e-8a0e-7d0c9b6a4e21";
/// Id and name of a security group that is not the default: what a template may name.
pub const WEB_SECURITY: (&str, &str) = ("5e83f1b9-0d4c-4a76-92e5-c7b8a0d6f341", "web");
/// Id and name of the only placement group.
pub const WEB_SPREAD: (&str, &str) = ("83c5d9e0-1f7a-4b62-8e4d-a60b2c9f5d17", "web-spread");

/// The name of a security or placement group; one that is not here has none to show.
pub fn name_of(id: &str) -> &'static str {
    let found = [WEB_SECURITY, WEB_SPREAD].into_iter().find(|(own, _)| *own == id);
    found.map_or("", |(_, name)| name)
}

/// A load balancer with one backend, in the network of the first content.
pub struct Balancer {
    pub id: &'static str,
    pub backend: &'static str,
    pub name: &'static str,
    pub backend_name: &'static str,
    /// Its public address, of a range for documents (RFC 5737).
    pub address: &'static str,
    pub address_id: &'static str,
    /// The id of its address in the network.
    pub private_address_id: &'static str,
    /// The id of the machine that it runs on.
    pub machine_id: &'static str,
}

/// Of the first group.
pub const CHECKOUT: Balancer = Balancer {
    id: "3e5d7c91-2a4b-4f6d-9b8c-1d2e3f405163",
    backend: "c1a2b3d4-e5f6-4a7b-8c9d-0e1f2a3b4c54",
    name: "checkout",
    backend_name: "checkout-api",
    address: "203.0.113.10",
    address_id: "2b7d4e90-6c1f-4a85-b3e2-09d8f5c7a614",
    private_address_id: "a05c9e3b-71d4-4f26-8b9a-e6d2f0c83b57",
    machine_id: "6d1f8a42-b5e7-4093-9cd6-3a7e0b2f4c95",
};
/// Of the second group, until it goes.
pub const RESIZER: Balancer = Balancer {
    id: "91b7e6d5-4c3a-4291-8f7e-6d5c4b3a2975",
    backend: "d7e8f9a0-b1c2-4d3e-9f4a-5b6c7d8e9f86",
    name: "resizer",
    backend_name: "image-resizer",
    address: "203.0.113.11",
    address_id: "f92c6b05-e8a1-4d37-9f40-7b1e5d8c2a63",
    private_address_id: "1e6a0d97-c4f2-48b5-a3d9-8f5b7c0e2d41",
    machine_id: "b8054f3e-92d7-4c61-8ae5-d0f6c1b9374a",
};
/// Of a group that a newcomer makes.
const SPARE: Balancer = Balancer {
    id: "c50e9a37-4d82-4b1f-a6c9-e8f3072d5b16",
    backend: "78d2f6b1-a0c5-4e94-83b7-5c9e1f0d6a42",
    name: "spare",
    backend_name: "spare",
    address: "203.0.113.12",
    address_id: "3f8e1c7a-d9b0-4562-b7f4-a6c5e20d9813",
    private_address_id: "e4b7902d-5f6c-4a18-9d83-c1f0a7e65b29",
    machine_id: "07c9d5e6-a83b-4f12-86e0-b2d4f91a5c78",
};

/// Of the first content's group of a fixed size, of the second generation.
pub const EDGE: Balancer = Balancer {
    id: "5b90d7f2-8e14-4c6a-b3d5-f06a29c8e171",
    backend: "e46a1c83-d90b-4f57-92c6-0b8d7f3a5e29",
    name: "edge",
    backend_name: "edge-web",
    address: "203.0.113.13",
    address_id: "94d2b7e0-3c5f-4186-a97b-d81e6f0c2a35",
    private_address_id: "c7f08a15-6b2d-49e3-8d40-5e9b1a7c3f62",
    machine_id: "1d85e9c4-f7a0-4b36-95d2-8c0f4a6b7e13",
};

pub const BALANCERS: [&Balancer; 4] = [&CHECKOUT, &RESIZER, &SPARE, &EDGE];
