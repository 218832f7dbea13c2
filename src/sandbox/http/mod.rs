//! Requests in, replies out: the autoscaling API's calls, a folder for each of its generations,
//! and the neighbouring reads that the console makes.
//!
//! | file | holds |
//! |---|---|
//! | `router` | which API a request is for |
//! | `v1alpha1` `v1alpha2` | the autoscaling API's calls, by noun |
//! | `v2alpha1` | the Instance API's calls on the second generation's templates |
//! | `server` `server_json` | the Instance API's calls on Instances |
//! | `prometheus` `time_range` | queries over the groups' past |
//! | `neighbours` | what else pickers list, by noun |
//! | `call` `key` `params` `body` | what all calls read |
//! | `json` `list` `page` `cursor` `reply` `refusal` | what all calls write |
//! | `fault` | which request asks for a fault |

mod body;
mod call;
mod cursor;
mod fault;
mod json;
mod key;
mod list;
mod neighbours;
mod page;
mod params;
mod prometheus;
mod refusal;
mod reply;
mod router;
mod server;
mod server_json;
mod time_range;
mod v1alpha1;
mod v1alpha2;
mod v2alpha1;

pub use router::handle;

use call::{Call, check_get};
use json::{Json, object};
use page::{Item, balancer_page, page_size, per_page, per_page_at};
use params::Params;
use refusal::{CallResult, Refusal};
use reply::Reply;
