//! Drives the embedded server with TiKV's Rust client: raw keys, optimistic and pessimistic transactions.
//! Usage: cargo run -- HOST:PORT. It prints a line for each thing that worked and fails at the first that did not.

use tikv_client::{RawClient, TransactionClient, TransactionOptions};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn expect(what: &str, ok: bool) -> Outcome {
    if !ok {
        return Err(format!("FAILED {what}").into());
    }
    println!("ok {what}");
    Ok(())
}

#[tokio::main]
async fn main() -> Outcome {
    let pd = vec![std::env::args().nth(1).ok_or("the endpoint of PD is missing")?];
    raw(pd.clone()).await?;
    transactions(pd).await
}

async fn raw(pd: Vec<String>) -> Outcome {
    let client = RawClient::new(pd).await?;
    client.put("rust/a".to_owned(), "1").await?;
    expect("raw put and get", client.get("rust/a".to_owned()).await? == Some(b"1".to_vec()))?;
    client
        .batch_put(vec![("rust/b".to_owned(), "2"), ("rust/c".to_owned(), "3")])
        .await?;
    let pairs = client.batch_get(vec!["rust/b".to_owned(), "rust/none".to_owned()]).await?;
    expect("raw batches", pairs.len() == 1)?;
    // This client starts again at the first key when the last region has given less than the limit.
    let scanned = client.scan("rust/".to_owned().."rust0".to_owned(), 3).await?;
    expect("raw scan", scanned.len() == 3)?;
    client.delete("rust/a".to_owned()).await?;
    client.delete_range("rust/c".to_owned().."rust0".to_owned()).await?;
    let left = client.scan("rust/".to_owned().."rust0".to_owned(), 1).await?;
    expect("raw deletes", left.len() == 1 && left[0].key() == &"rust/b".to_owned().into())?;
    let atomic = client.with_atomic_for_cas();
    let (_, swapped) = atomic
        .compare_and_swap("rust/b".to_owned(), Some(b"2".to_vec()), "5")
        .await?;
    expect("raw compare and swap", swapped)?;
    Ok(())
}

async fn transactions(pd: Vec<String>) -> Outcome {
    let client = TransactionClient::new(pd).await?;
    let modes = [
        ("optimistic", TransactionOptions::new_optimistic()),
        ("async commit", TransactionOptions::new_optimistic().use_async_commit()),
        ("one-phase", TransactionOptions::new_optimistic().try_one_pc()),
        ("pessimistic", TransactionOptions::new_pessimistic()),
    ];
    for (name, options) in modes {
        let (a, b) = (format!("rusttxn/{name}/a"), format!("rusttxn/{name}/b"));
        let mut txn = client.begin_with_options(options).await?;
        if name == "pessimistic" {
            txn.get_for_update(a.clone()).await?;
        }
        txn.put(a.clone(), "1").await?;
        txn.insert(b.clone(), "2").await?;
        txn.commit().await?;
        let mut reader = client.begin_optimistic().await?;
        expect(&format!("{name} transaction"), reader.get(b.clone()).await? == Some(b"2".to_vec()))?;
        let range = format!("rusttxn/{name}/")..format!("rusttxn/{name}0");
        expect(&format!("{name} scan"), reader.scan(range.clone(), 10).await?.count() == 2)?;
        expect(&format!("{name} reverse scan"), reader.scan_reverse(range, 10).await?.count() == 2)?;
        reader.rollback().await?;
    }
    let mut first = client.begin_optimistic().await?;
    let mut second = client.begin_optimistic().await?;
    first.put("rusttxn/conflict".to_owned(), "1").await?;
    second.put("rusttxn/conflict".to_owned(), "2").await?;
    first.commit().await?;
    let conflict = second.commit().await;
    expect("write conflict", conflict.is_err())?;
    second.rollback().await.ok();
    let mut deleting = client.begin_pessimistic().await?;
    deleting.delete("rusttxn/conflict".to_owned()).await?;
    deleting.commit().await?;
    let mut last = client.begin_optimistic().await?;
    expect("pessimistic delete", last.get("rusttxn/conflict".to_owned()).await?.is_none())?;
    last.rollback().await?;
    Ok(())
}
