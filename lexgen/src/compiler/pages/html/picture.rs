//! Where everything in a picture is.
//!
//! Pictures are as wide as they are here where a page has the space. Text has a fixed
//! width for each character.

use super::super::model::{Address, NamespaceEdge, NamespacePicture, Node, Picture, Side};

/// The width of a character of a name, and of one of the smaller text, in tenths.
const NAME_CHARACTER: usize = 72;
const SMALL_CHARACTER: usize = 60;

const NODE_WIDTH: usize = 236;
const NODE_HEIGHT: usize = 40;
const NODE_GAP: usize = 10;
/// The space between two columns.
const COLUMN_GAP: usize = 76;
const PADDING: usize = 10;
/// For the outlines.
const MARGIN: usize = 2;

/// A document between those that refer to it, on its left, and those that it refers to.
pub(super) struct PictureSvg<'p> {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) nodes: Vec<NodeBox<'p>>,
    pub(super) edges: Vec<Edge>,
    pub(super) notes: Vec<Note<'p>>,
}

/// A document.
pub(super) struct NodeBox<'p> {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    /// Its page; `None` for the document of the page itself.
    pub(super) address: Option<&'p Address>,
    pub(super) is_missing: bool,
    /// What a reader of the picture hears or sees on top of it.
    pub(super) title: String,
    pub(super) name: String,
    pub(super) namespace: String,
}

/// A line with a tip.
pub(super) struct Edge {
    pub(super) path: String,
    pub(super) tip: String,
    /// In pixels.
    pub(super) width: usize,
}

/// How many documents are left out at the end of a column.
pub(super) struct Note<'p> {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) more: usize,
    /// The list that has them.
    pub(super) address: &'p Address,
}

impl<'p> PictureSvg<'p> {
    pub(super) fn of(nsid: &'p str, picture: &'p Picture) -> Self {
        let height = column_height(&picture.before)
            .max(column_height(&picture.after))
            .max(NODE_HEIGHT);
        let has_before = !picture.before.nodes.is_empty();
        let own_x = MARGIN
            + if has_before {
                NODE_WIDTH + COLUMN_GAP
            } else {
                0
            };
        let after_x = own_x + NODE_WIDTH + COLUMN_GAP;
        let width = if picture.after.nodes.is_empty() {
            after_x - COLUMN_GAP
        } else {
            after_x + NODE_WIDTH
        };
        let mut svg = Self {
            width: width + MARGIN,
            height: height + 2 * MARGIN,
            nodes: Vec::new(),
            edges: Vec::new(),
            notes: Vec::new(),
        };
        let own_middle = svg.height / 2;
        for (y, node) in svg.column(MARGIN, &picture.before) {
            svg.edges.push(Edge::between(
                (MARGIN + NODE_WIDTH, y + NODE_HEIGHT / 2),
                (own_x, own_middle),
            ));
            svg.nodes.push(NodeBox::of(node, MARGIN, y));
        }
        svg.nodes
            .push(NodeBox::own(nsid, own_x, own_middle - NODE_HEIGHT / 2));
        for (y, node) in svg.column(after_x, &picture.after) {
            svg.edges.push(Edge::between(
                (own_x + NODE_WIDTH, own_middle),
                (after_x, y + NODE_HEIGHT / 2),
            ));
            svg.nodes.push(NodeBox::of(node, after_x, y));
        }
        svg
    }

    /// The nodes of a column, each with the height it is at.
    fn column(&mut self, x: usize, side: &'p Side) -> Vec<(usize, &'p Node)> {
        let top = (self.height - column_height(side)) / 2;
        let placed = side.nodes.iter().enumerate();
        let placed = placed.map(|(row, node)| (top + row * (NODE_HEIGHT + NODE_GAP), node));
        if let Some((more, address)) = &side.more {
            self.notes.push(Note {
                x: x + PADDING,
                y: top + side.nodes.len() * (NODE_HEIGHT + NODE_GAP) + 10,
                more: *more,
                address,
            });
        }
        placed.collect()
    }
}

fn column_height(side: &Side) -> usize {
    let note = if side.more.is_some() {
        NODE_GAP + 16
    } else {
        0
    };
    (side.nodes.len() * (NODE_HEIGHT + NODE_GAP)).saturating_sub(NODE_GAP) + note
}

impl<'p> NodeBox<'p> {
    fn of(node: &'p Node, x: usize, y: usize) -> Self {
        let Node {
            link,
            kind,
            references,
        } = node;
        let what = kind.map_or("missing".to_owned(), |kind| kind.to_string());
        let times = if *references == 1 {
            "reference"
        } else {
            "references"
        };
        Self {
            address: Some(&link.address),
            is_missing: kind.is_none(),
            title: format!("{}, {what}, {references} {times}", link.text),
            ..Self::own(&link.text, x, y)
        }
    }

    fn own(nsid: &str, x: usize, y: usize) -> Self {
        let (namespace, name) = short(nsid);
        let space = (NODE_WIDTH - 2 * PADDING) * 10;
        Self {
            x,
            y,
            width: NODE_WIDTH,
            height: NODE_HEIGHT,
            address: None,
            is_missing: false,
            title: nsid.to_owned(),
            name: cut(name, space / NAME_CHARACTER),
            namespace: cut(namespace, space / SMALL_CHARACTER),
        }
    }
}

impl Edge {
    /// From the right of one node to the left of another.
    fn between((x, y): (usize, usize), (end_x, end_y): (usize, usize)) -> Self {
        let bend = COLUMN_GAP / 2;
        let (tip_x, after, before) = (end_x - 7, x + bend, end_x - bend);
        Self {
            path: format!("M{x} {y}C{after} {y} {before} {end_y} {tip_x} {end_y}"),
            tip: format!("M{end_x} {end_y}l-8 -4v8z"),
            width: 1,
        }
    }
}

const ROW: usize = 28;
const ROW_HEIGHT: usize = 22;
/// The widest bend of a line.
const BEND: usize = 250;

/// The namespaces in a column. Lines on the right lead down, those on the left up.
pub(super) struct NamespacesSvg<'p> {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) left: usize,
    pub(super) node_width: usize,
    pub(super) node_height: usize,
    pub(super) nodes: Vec<NamespaceRow<'p>>,
    pub(super) more: usize,
    pub(super) more_edges: usize,
}

/// A namespace, with the lines that start at it.
pub(super) struct NamespaceRow<'p> {
    pub(super) y: usize,
    pub(super) address: &'p Address,
    pub(super) title: String,
    pub(super) name: String,
    pub(super) edges: Vec<Edge>,
}

impl<'p> NamespacesSvg<'p> {
    pub(super) fn of(picture: &'p NamespacePicture) -> Self {
        let longest = picture.nodes.iter().map(|node| node.name.chars().count());
        let characters = longest.max().unwrap_or(0).min(40);
        let node_width = characters * NAME_CHARACTER / 10 + 2 * PADDING;
        let bend = |edge: &NamespaceEdge| bend(edge, picture.nodes.len());
        // Only as much space beside the column as its lines need.
        let side = |is_down: bool| {
            let edges = picture
                .edges
                .iter()
                .filter(|edge| (edge.to > edge.from) == is_down);
            // A curve goes three quarters of the way to where its handles are.
            edges.map(bend).max().unwrap_or(0) * 3 / 4 + PADDING
        };
        let left = side(false);
        let right = left + node_width;
        let row = |(index, node): (usize, &'p super::super::model::NamespaceNode)| {
            let y = MARGIN + index * ROW;
            let edges = picture
                .edges
                .iter()
                .filter(|edge| edge.from == index && edge.to != index);
            let edges = edges.map(|edge| {
                let (start, end) = (y + ROW_HEIGHT / 2, MARGIN + edge.to * ROW + ROW_HEIGHT / 2);
                Edge::around(
                    edge,
                    bend(edge),
                    if edge.to > index { right } else { left },
                    start,
                    end,
                )
            });
            let documents = if node.documents == 1 {
                "document"
            } else {
                "documents"
            };
            NamespaceRow {
                y,
                address: &node.address,
                title: format!("{}, {} {documents}", node.name, node.documents),
                name: cut(&node.name, characters),
                edges: edges.collect(),
            }
        };
        Self {
            width: right + side(true),
            height: picture.nodes.len() * ROW + 2 * MARGIN,
            left,
            node_width,
            node_height: ROW_HEIGHT,
            nodes: picture.nodes.iter().enumerate().map(row).collect(),
            more: picture.more,
            more_edges: picture.more_edges,
        }
    }
}

/// How far a line bends to the side: more for nodes that are further apart.
fn bend(edge: &NamespaceEdge, nodes: usize) -> usize {
    let distance = edge.from.abs_diff(edge.to);
    30 + distance * (BEND - 30) / nodes.max(1)
}

impl Edge {
    /// From one row to another, on the side of the column that `x` is at.
    fn around(edge: &NamespaceEdge, bend: usize, x: usize, y: usize, end_y: usize) -> Self {
        let (x, y, end_y, bend) = (x as isize, y as isize, end_y as isize, bend as isize);
        let side = if edge.to > edge.from { 1 } else { -1 };
        let (handle, tip_x, back) = (x + side * bend, x + side * 7, side * 8);
        Self {
            path: format!("M{x} {y}C{handle} {y} {handle} {end_y} {tip_x} {end_y}"),
            tip: format!("M{x} {end_y}l{back} -4v8z"),
            width: match edge.references {
                0..4 => 1,
                4..20 => 2,
                _ => 3,
            },
        }
    }
}

/// A name in two parts. What many documents are called, `defs`, does not say which of them
/// it is.
fn short(name: &str) -> (&str, &str) {
    let split = |name: &str| name.rfind('.').unwrap_or(0);
    let mut at = split(name);
    let last = name[at..].trim_start_matches('.');
    if last == "defs" || last.starts_with("defs#") {
        at = split(&name[..at]);
    }
    (&name[..at], name[at..].trim_start_matches('.'))
}

/// A text of at most so many characters. Ends differ more often than starts.
fn cut(text: &str, characters: usize) -> String {
    let count = text.chars().count();
    if count <= characters {
        return text.to_owned();
    }
    let tail = text.chars().skip(count + 1 - characters);
    std::iter::once('…').chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_which_definitions_it_has() {
        assert_eq!(short("app.bsky.feed.post"), ("app.bsky.feed", "post"));
        assert_eq!(short("app.bsky.feed.defs"), ("app.bsky", "feed.defs"));
        assert_eq!(short("app.bsky.defs#a"), ("app", "bsky.defs#a"));
        assert_eq!(short("defs"), ("", "defs"));
    }
}
