//! What acts on published lists answer.

use super::Publication;
use crate::{kernel::payload::payload, publications::loader::shape::PUBLICATION};

payload!(PublicationPayload, publication: Publication, PUBLICATION, "办理后的名单;被拒时为空。");
