//! Identifiers. They are opaque text here; each kind is its own type, so that a template's id
//! cannot be passed where a group's is meant.

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {
        $(
            $(#[$meta])*
            #[derive(
                Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
                serde::Serialize, serde::Deserialize,
            )]
            #[serde(transparent)]
            pub struct $name(pub String);

            impl $name {
                /// The id as text.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl AsRef<str> for $name {
                fn as_ref(&self) -> &str {
                    &self.0
                }
            }

            impl From<&str> for $name {
                fn from(text: &str) -> Self {
                    Self(text.to_owned())
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(&self.0)
                }
            }
        )+
    };
}

id! {
    /// A load balancer's backend.
    BackendId,
    /// A group's event.
    EventId,
    /// A file system.
    FilesystemId,
    /// An Instance group.
    GroupId,
    /// An OS image.
    ImageId,
    /// An IP address.
    IpId,
    /// A load balancer.
    LoadBalancerId,
    /// A placement group.
    PlacementGroupId,
    /// A scaling policy.
    PolicyId,
    /// A private network.
    PrivateNetworkId,
    /// A project.
    ProjectId,
    /// A security group.
    SecurityGroupId,
    /// An Instance.
    ServerId,
    /// A volume snapshot.
    SnapshotId,
    /// An SSH key.
    SshKeyId,
    /// An Instance template.
    TemplateId,
    /// A volume.
    VolumeId,
    /// An availability zone, such as `fr-par-1`.
    Zone,
}

impl Zone {
    /// The region that it is in: `fr-par` of `fr-par-1`.
    ///
    /// ```
    /// use headroom::wire::Zone;
    ///
    /// assert_eq!(Zone::from("fr-par-1").region(), "fr-par");
    /// ```
    #[must_use]
    pub fn region(&self) -> &str {
        self.0.rsplit_once('-').map_or(self.as_str(), |(region, _)| region)
    }
}
