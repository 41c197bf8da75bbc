use gouji_core::report::{Placement, aligned};
fn main() {
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let start = std::time::Instant::now();
        let tables = aligned(&text);
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let mut out = String::new();
        for table in &tables {
            let def = table.def().unwrap();
            for (at, _) in def.rows.iter().enumerate() {
                let found = table.row(at);
                for column in def.columns_of(at) {
                    let cell = found.and_then(|row| row.cells.iter().find(|cell| cell.column == Some(*column)));
                    let (state, value) = match cell {
                        None => ("l", String::new()),
                        Some(cell) => (
                            match cell.placement {
                                Placement::Certain if cell.value.number().is_none() => "b",
                                Placement::Certain => "c",
                                _ => "d",
                            },
                            cell.value.number().map(|n| n.normalize().to_string()).unwrap_or_default(),
                        ),
                    };
                    out += &format!("{}:{state}:{value} ", def.id);
                }
            }
        }
        let editions: Vec<_> = tables.iter().map(|t| t.format.id.as_str()).collect();
        println!("{path}\t{ms:.2}\t{editions:?}\t{out}");
    }
}
