//! Concurrent writers and killed runs.

use super::*;

#[test]
fn what_killed_runs_left_goes_when_something_is_written() {
    let project = Project::new();
    let left = stage::create(project.folder.path())
        .expect("a folder")
        .keep();
    fs::write(left.join("half"), "half").expect("a file");
    write(&project.path("out"), &old());
    assert!(!left.exists());
}

#[test]
fn runs_at_the_same_time_leave_one_whole_tree() {
    let project = Project::new();
    let out = project.path("out");
    std::thread::scope(|scope| {
        for number in 0..4 {
            let out = &out;
            scope.spawn(move || {
                for _ in 0..10 {
                    write(out, &if number % 2 == 0 { old() } else { new() });
                }
            });
        }
    });
    let whole = |files: Vec<File>| {
        files
            .into_iter()
            .map(|it| (format!("out/{}", it.path), it.text))
            .collect::<BTreeMap<_, _>>()
    };
    let all = project.all();
    assert!(
        all == whole(old()) || all == whole(new()),
        "{:?}",
        all.keys()
    );
}

#[test]
fn what_somebody_saves_while_the_tree_changes_is_not_lost() {
    let project = Project::new();
    let out = project.path("out");
    write(&out, &old());
    let done = AtomicBool::new(false);
    let last = std::thread::scope(|scope| {
        let saver = scope.spawn(|| {
            let mut number = 0;
            // Like an editor: write a new file and rename it over the old one.
            let save = |number: usize, path: &str| {
                project.put("draft", &number.to_string());
                while fs::rename(project.path("draft"), out.join(path)).is_err() {}
            };
            while !done.load(Ordering::Relaxed) && number < 200 {
                number += 1;
                std::thread::sleep(Duration::from_micros(300));
                save(number, "com/by_hand.rs");
                save(number, &format!("com/{number}.txt"));
            }
            number
        });
        for round in 0..40 {
            write(&out, &if round % 2 == 0 { new() } else { old() });
        }
        done.store(true, Ordering::Relaxed);
        saver.join().expect("saves")
    });
    let all = project.all();
    assert_eq!(all["out/com/by_hand.rs"], last.to_string());
    for number in 1..=last {
        assert!(
            all.contains_key(&format!("out/com/{number}.txt")),
            "{number} of {last} is lost"
        );
    }
}
