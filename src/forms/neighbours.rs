//! What a form's ids name, so that they can be picked by name: the kind of each field, and the
//! choices of each kind in words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Choice;
use crate::base::{HOURS_PER_DAY, Sought, grouped, is_one, sort_by_key};
use crate::wire::v1alpha2::TemplateSummary;
use crate::wire::{
    Availability, Backend, BlockSnapshot, Lb, LbPrivateNetwork, LocalSnapshot, PlacementGroup,
    PrivateNetwork, Project, SecurityGroup, ServerType, Template,
};

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A project.
    Project,
    /// An Instance type.
    ServerType,
    /// An image by its id.
    Image,
    /// An image of the marketplace by its label.
    ImageLabel,
    /// A snapshot.
    Snapshot,
    /// A private network.
    PrivateNetwork,
    /// A private network that a load balancer is attached to.
    AttachedNetwork,
    /// A security group.
    SecurityGroup,
    /// A placement group.
    PlacementGroup,
    /// A template of the first generation.
    Template,
    /// A template of the second.
    ServerTemplate,
    /// A load balancer.
    LoadBalancer,
    /// A backend of a load balancer.
    Backend,
}

impl Kind {
    /// What a field names, by the last part of its path, and whether it may name several; `None`
    /// for a field that names nothing of the kind.
    #[must_use]
    pub fn of(path: &str) -> Option<(Self, bool)> {
        if path == "loadbalancer.id" {
            return Some((Self::LoadBalancer, false));
        }
        Some(match path.rsplit('.').next()? {
            "project_id" => (Self::Project, false),
            "commercial_type" | "server_type" => (Self::ServerType, false),
            "image_id" => (Self::Image, false),
            "image_label" => (Self::ImageLabel, false),
            "snapshot_id" | "base_snapshot_id" => (Self::Snapshot, false),
            "private_network_ids" | "private_networks" => (Self::PrivateNetwork, true),
            "private_network_id" => (Self::AttachedNetwork, false),
            "security_group_id" => (Self::SecurityGroup, false),
            "placement_group_id" => (Self::PlacementGroup, false),
            "template_id" => (Self::Template, false),
            "load_balancer_id" => (Self::LoadBalancer, false),
            "backend_ids" => (Self::Backend, true),
            "backend_id" => (Self::Backend, false),
            _ => return None,
        })
    }

    /// Whether a field holds its id, and not what it is called.
    ///
    /// ```
    /// use headroom::forms::neighbours::Kind;
    ///
    /// assert!(Kind::Snapshot.takes_ids() && !Kind::ServerType.takes_ids());
    /// ```
    #[must_use]
    pub const fn takes_ids(self) -> bool {
        !matches!(self, Self::ServerType | Self::ImageLabel)
    }

    /// Whether it is of the vendor's catalogue: a long list, wherever it is read.
    #[must_use]
    pub const fn is_of_catalogue(self) -> bool {
        matches!(self, Self::ServerType | Self::Image | Self::ImageLabel)
    }

    /// How it is searched, in a field that holds it.
    #[must_use]
    pub fn sought_by(self) -> &'static str {
        match self.takes_ids() {
            true => t!("A part of its name, or its id"),
            false => t!("A part of its name"),
        }
    }

    /// What several of it are called.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Project => t!("projects"),
            Self::ServerType => t!("Instance types"),
            Self::Image | Self::ImageLabel => t!("images"),
            Self::Snapshot => t!("snapshots"),
            Self::PrivateNetwork | Self::AttachedNetwork => t!("private networks"),
            Self::SecurityGroup => t!("security groups"),
            Self::PlacementGroup => t!("placement groups"),
            Self::Template | Self::ServerTemplate => t!("templates"),
            Self::LoadBalancer => t!("load balancers"),
            Self::Backend => t!("backends"),
        }
    }
}

impl Kind {
    /// That there is nothing of it to pick from.
    #[must_use]
    pub fn none(self) -> String {
        match self {
            Self::Backend => {
                t!("Choose a load balancer with backends, to pick them by name.").to_owned()
            }
            Self::AttachedNetwork => t!(
                "Choose a load balancer that is attached to a private network, to pick it by name."
            )
            .to_owned(),
            Self::Template | Self::ServerTemplate => {
                t!("There is no template in this zone yet. Create one first.").to_owned()
            }
            _ => t!("There are no {} to pick from.", self.plural()),
        }
    }
}

/// What can be picked, with what tells whether it goes with the rest and what it costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What the field takes, and all words of it in one line.
    pub choice: Choice,
    /// What it is called.
    pub name: String,
    /// What else tells it apart, beside its figures.
    pub detail: String,
    /// What an Instance type is and costs, of one and of a template; none of any other kind.
    pub figures: Option<Figures>,
    /// The Instance type that a template makes; empty of any other kind.
    pub makes: String,
    /// The one processor architecture that it goes with; empty where it goes with any, or where
    /// the list does not tell.
    pub arch: String,
    /// The Instance types that boot it, of an image; empty where the list does not tell.
    pub types: Vec<String>,
}

impl From<Choice> for Offer {
    fn from(choice: Choice) -> Self {
        let name = choice.label.to_string();
        Self {
            choice,
            name,
            detail: String::new(),
            figures: None,
            makes: String::new(),
            arch: String::new(),
            types: Vec::new(),
        }
    }
}

/// What an Instance type is, costs, and how many there are to be had.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Virtual processors.
    pub ncpus: u32,
    /// Bytes of memory.
    pub ram: u64,
    /// EUR an hour.
    pub hourly: f64,
    /// The stock, where it is told.
    pub stock: Option<Availability>,
}

impl Figures {
    /// What its cells are.
    #[must_use]
    pub fn heads() -> [&'static str; 5] {
        [t!("CPU"), t!("Memory"), t!("€ an hour"), t!("€ a day"), t!("Stock")]
    }

    /// Them as text, a cell each.
    #[must_use]
    pub fn cells(&self) -> [String; 5] {
        let Self { ncpus, ram, hourly, stock } = self;
        let stock = match stock {
            Some(Availability::Available) => t!("plenty"),
            Some(Availability::Scarce) => t!("few left"),
            Some(Availability::Shortage) => t!("none left"),
            Some(Availability::Other(_)) | None => t!("not told"),
        };
        [
            ncpus.to_string(),
            gibibytes(*ram),
            grouped(*hourly, 4),
            grouped(hourly * HOURS_PER_DAY, 2),
            stock.to_owned(),
        ]
    }
}

/// What there is of each kind, or why it could not be listed. A kind that was not asked for is not
/// there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbours(pub BTreeMap<Kind, Result<Vec<Offer>, String>>);

impl Neighbours {
    /// What was listed. What a load balancer is attached to is listed by id alone, and has the
    /// name that its project gives it.
    #[must_use]
    pub fn of(mut listed: BTreeMap<Kind, Result<Vec<Offer>, String>>) -> Self {
        let networks = listed.get(&Kind::PrivateNetwork).and_then(|all| all.clone().ok());
        let networks = networks.unwrap_or_default();
        if let Some(Ok(attached)) = listed.get_mut(&Kind::AttachedNetwork) {
            for own in attached {
                let id = &own.choice.value;
                if let Some(named) = networks.iter().find(|other| other.choice.value == *id) {
                    *own = named.clone();
                }
            }
        }
        Self(listed)
    }

    /// What of a kind has a text in its name or id.
    #[must_use]
    pub fn matching(&self, kind: Kind, text: &str) -> Vec<&Offer> {
        let sought = Sought::new(text);
        let fits = |Offer { choice, .. }: &&Offer| {
            sought.is_in(&choice.label) || sought.is_in(&choice.value)
        };
        self.all(kind).iter().filter(fits).collect()
    }

    /// What an id is called; nothing where that is not known.
    #[must_use]
    pub fn name_of(&self, kind: Kind, id: &str) -> Option<&str> {
        self.offer(kind, id).map(|offer| offer.choice.label.as_ref())
    }

    /// What is known of an id.
    #[must_use]
    pub fn offer(&self, kind: Kind, id: &str) -> Option<&Offer> {
        self.all(kind).iter().find(|offer| offer.choice.value == id)
    }

    /// How many there are of a kind.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.all(kind).len()
    }

    fn all(&self, kind: Kind) -> &[Offer] {
        self.0.get(&kind).and_then(|all| all.as_ref().ok()).map_or(&[], Vec::as_slice)
    }
}

/// The ids of a field that names several, in its order.
#[must_use]
pub fn ids_of(text: &str) -> Vec<&str> {
    text.split(',').map(str::trim).filter(|id| !id.is_empty()).collect()
}

/// The same text with an id added, or taken out where it stands there.
///
/// ```
/// use headroom::forms::neighbours::{ids_of, toggled};
///
/// let both = toggled("a", "b");
/// assert_eq!(ids_of(&both), ["a", "b"]);
/// assert_eq!(ids_of(&toggled(&both, "a")), ["b"]);
/// ```
#[must_use]
pub fn toggled(text: &str, id: &str) -> String {
    let mut ids = ids_of(text);
    match ids.iter().position(|own| *own == id) {
        Some(at) => {
            ids.remove(at);
        }
        None => ids.push(id),
    }
    ids.join(", ")
}

/// What is offered by an id and a name, with what else is said of it.
pub(super) fn choice(value: &str, name: &str, hint: &str) -> Offer {
    let name = if name.is_empty() { value } else { name };
    let label = if hint.is_empty() { name.to_owned() } else { format!("{name} ({hint})") };
    let choice = Choice { value: Cow::Owned(value.to_owned()), label: Cow::Owned(label) };
    Offer { name: name.to_owned(), detail: hint.to_owned(), ..choice.into() }
}

/// Instance types with what they are, what they cost and whether they are in stock, the cheapest
/// first. One that is at its end of service makes no new Instance and is left out.
#[must_use]
pub fn server_types(
    types: &BTreeMap<String, ServerType>,
    stock: &BTreeMap<String, Availability>,
) -> Vec<Offer> {
    let mut sorted: Vec<_> = types.iter().filter(|(_, own)| !own.end_of_service).collect();
    let price = |own: &ServerType| own.hourly_price.max(0.0).to_bits();
    sort_by_key(&mut sorted, |(name, own)| (price(own), (*name).clone()));
    let of = |(name, own): &(&String, &ServerType)| {
        let stock = stock.get(*name);
        let figures = Figures {
            ncpus: own.ncpus,
            ram: own.ram,
            hourly: own.hourly_price,
            stock: stock.cloned(),
        };
        let stock = match stock {
            Some(Availability::Shortage) => t!(", none in stock"),
            Some(Availability::Scarce) => t!(", few in stock"),
            _ => "",
        };
        let gpus = match own.gpu {
            0 => String::new(),
            count if is_one(count as usize) => t!(", {count} GPU"),
            count => t!(", {count} GPUs"),
        };
        let ServerType { ncpus, arch, .. } = own;
        let (ram, price) = (gibibytes(own.ram), grouped(own.hourly_price, 4));
        let hint = t!("{ncpus} vCPU, {ram}{gpus}, {arch}, €\u{a0}{price} an hour{stock}");
        let detail = format!("{arch}{gpus}");
        let (arch, figures) = (arch.clone(), Some(figures));
        Offer { arch, figures, detail, ..choice(name, name, &hint) }
    };
    sorted.iter().map(of).collect()
}

fn gibibytes(bytes: u64) -> String {
    const GIB: u64 = 1 << 30;
    if bytes >= GIB { t!("{} GiB", bytes / GIB) } else { t!("{} MiB", bytes >> 20) }
}

/// The same offers, of which those that read alike to the letter say the beginning of their ids.
#[must_use]
pub fn told_apart(mut offers: Vec<Offer>) -> Vec<Offer> {
    let mut count = BTreeMap::<String, usize>::new();
    for offer in &offers {
        *count.entry(offer.choice.label.to_string()).or_default() += 1;
    }
    for offer in &mut offers {
        if count.get(offer.choice.label.as_ref()).is_some_and(|alike| *alike > 1) {
            let begins: String = offer.choice.value.chars().take(8).collect();
            let parts = [offer.detail.as_str(), begins.as_str()];
            let hint = parts.into_iter().filter(|part| !part.is_empty());
            offer.detail = hint.collect::<Vec<_>>().join(", ");
            offer.choice.label = format!("{} ({})", offer.name, offer.detail).into();
        }
    }
    offers
}

/// Snapshots of block storage, and of local disks.
#[must_use]
pub fn snapshots(block: &[BlockSnapshot], local: &[LocalSnapshot]) -> Vec<Offer> {
    let size = |bytes: u64| t!("{}\u{a0}GB", bytes / 1_000_000_000);
    let block = block.iter().map(|own| choice(own.id.as_str(), &own.name, &size(own.size)));
    let local = local
        .iter()
        .map(|own| choice(own.id.as_str(), &own.name, &t!("{}, local", size(own.size))));
    block.chain(local).collect()
}

/// Private networks with their subnets.
#[must_use]
pub fn private_networks(networks: &[PrivateNetwork]) -> Vec<Offer> {
    let of = |own: &PrivateNetwork| {
        let subnets: Vec<&str> = own.subnets.iter().map(|own| own.subnet.as_str()).collect();
        choice(own.id.as_str(), &own.name, &subnets.join(", "))
    };
    networks.iter().map(of).collect()
}

/// The private networks that a load balancer is attached to, by their ids.
#[must_use]
pub fn attached_networks(networks: &[LbPrivateNetwork]) -> Vec<Offer> {
    let of = |own: &LbPrivateNetwork| {
        let id = own.private_network_id.as_str();
        choice(id, id, if own.status == "ready" { "" } else { own.status.as_str() })
    };
    networks.iter().map(of).collect()
}

/// Security groups with what they do to what comes in.
#[must_use]
pub fn security_groups(groups: &[SecurityGroup]) -> Vec<Offer> {
    let of = |own: &SecurityGroup| {
        let default = if own.project_default { t!(", the project’s default") } else { "" };
        let hint = t!("inbound {}{default}", own.inbound_default_policy);
        choice(own.id.as_str(), &own.name, &hint)
    };
    groups.iter().map(of).collect()
}

/// Placement groups with their policies.
#[must_use]
pub fn placement_groups(groups: &[PlacementGroup]) -> Vec<Offer> {
    let of = |own: &PlacementGroup| {
        let hint = format!("{}, {}", own.policy_type.replace('_', " "), own.policy_mode);
        choice(own.id.as_str(), &own.name, &hint)
    };
    groups.iter().map(of).collect()
}

/// Load balancers with their addresses and how many backends they have.
#[must_use]
pub fn load_balancers(balancers: &[Lb]) -> Vec<Offer> {
    let of = |own: &Lb| {
        let count = own.backend_count;
        let backends = match is_one(count as usize) {
            true => t!("{count} backend"),
            false => t!("{count} backends"),
        };
        let address = own.ip.first().map(|ip| format!(", {}", ip.ip_address)).unwrap_or_default();
        choice(own.id.as_str(), &own.name, &format!("{backends}{address}"))
    };
    balancers.iter().map(of).collect()
}

/// Templates with the Instance type that they make, and what is known of that.
#[must_use]
pub fn templates(templates: &[Template], types: &[Offer]) -> Vec<Offer> {
    let of = |own: &Template| template(own.id.as_str(), &own.name, &own.commercial_type, types);
    templates.iter().map(of).collect()
}

/// The same of the second generation.
#[must_use]
pub fn server_templates(templates: &[TemplateSummary], types: &[Offer]) -> Vec<Offer> {
    let of = |own: &TemplateSummary| template(own.id.as_str(), &own.name, &own.server_type, types);
    templates.iter().map(of).collect()
}

fn template(id: &str, name: &str, makes: &str, types: &[Offer]) -> Offer {
    let own = types.iter().find(|offer| offer.choice.value == makes);
    // The type's own label says what it is and costs, in brackets.
    let hint = own.map_or_else(
        || makes.to_owned(),
        |own| own.choice.label.replace(" (", ", ").trim_end_matches(')').to_owned(),
    );
    let figures = own.and_then(|own| own.figures.clone());
    let (detail, makes) = (makes.to_owned(), makes.to_owned());
    Offer { detail, makes, figures, ..choice(id, name, &hint) }
}

/// Backends with what they forward.
#[must_use]
pub fn backends(backends: &[Backend]) -> Vec<Offer> {
    let of = |own: &Backend| {
        let hint = t!("{} on port {}", own.forward_protocol, own.forward_port);
        choice(own.id.as_str(), &own.name, &hint)
    };
    backends.iter().map(of).collect()
}

/// Projects.
#[must_use]
pub fn projects(projects: &[Project]) -> Vec<Offer> {
    projects.iter().map(|own| choice(own.id.as_str(), &own.name, "")).collect()
}
