//! Does the peers' workloads with TiKV's Rust client.
//!
//! Usage: cargo run --release -- HOST:PORT MILLISECONDS CALLERS[,CALLERS]. It prints one line of JSON for each workload and
//! number of callers.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tikv_client::{TransactionClient, TransactionOptions};

type Failure = Box<dyn std::error::Error + Send + Sync>;

const KEY_COUNT: u64 = 1000;

fn key(i: u64) -> String {
    format!("peer/{:06}", i % KEY_COUNT)
}

fn options() -> TransactionOptions {
    TransactionOptions::new_optimistic().use_async_commit().try_one_pc()
}

fn cpu_us() -> f64 {
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    unsafe { libc::getrusage(libc::RUSAGE_SELF, &mut usage) };
    let us = |time: libc::timeval| time.tv_sec as f64 * 1e6 + time.tv_usec as f64;
    us(usage.ru_utime) + us(usage.ru_stime)
}

async fn put(client: &TransactionClient, i: u64) -> Result<(), Failure> {
    loop {
        let mut txn = client.begin_with_options(options()).await?;
        txn.put(key(i), vec![0u8; 100]).await?;
        if txn.commit().await.is_ok() {
            return Ok(());
        }
    }
}

async fn update(client: &TransactionClient, i: u64) -> Result<(), Failure> {
    loop {
        let mut txn = client.begin_with_options(options()).await?;
        let old = txn.get(key(i * 7919)).await?.ok_or("the key is gone")?;
        txn.put(key(i * 7919), old).await?;
        if txn.commit().await.is_ok() {
            return Ok(());
        }
    }
}

async fn get(client: &TransactionClient, i: u64) -> Result<(), Failure> {
    let timestamp = client.current_timestamp().await?;
    let mut snapshot = client.snapshot(timestamp, TransactionOptions::new_optimistic());
    snapshot.get(key(i)).await?.ok_or("the key is gone")?;
    Ok(())
}

async fn measure<F, R>(workload: &str, callers: usize, duration: Duration, operation: F) -> Result<(), Failure>
where
    F: Fn(u64) -> R + Clone + Send + 'static,
    R: Future<Output = Result<(), Failure>> + Send,
{
    let next = Arc::new(AtomicU64::new(0));
    let (cpu, start) = (cpu_us(), Instant::now());
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (next, operation) = (next.clone(), operation.clone());
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                while start.elapsed() < duration {
                    let began = Instant::now();
                    operation(next.fetch_add(1, Ordering::Relaxed)).await?;
                    latencies.push(began.elapsed().as_nanos() as f64 / 1000.0);
                }
                Ok::<_, Failure>(latencies)
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    let (seconds, used) = (start.elapsed().as_secs_f64(), cpu_us() - cpu);
    all.sort_by(f64::total_cmp);
    let at = |part: f64| all[(part * (all.len() - 1) as f64) as usize];
    let line = serde_json::json!({
        "workload": workload, "callers": callers, "perSecond": all.len() as f64 / seconds,
        "p50Us": at(0.5), "p99Us": at(0.99), "cpuUs": used / all.len() as f64,
    });
    println!("{line}");
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, pd, milliseconds, callers] = arguments.as_slice() else {
        return Err("usage: HOST:PORT MILLISECONDS CALLERS[,CALLERS]".into());
    };
    let client = Arc::new(TransactionClient::new(vec![pd.clone()]).await?);
    let duration = Duration::from_millis(milliseconds.parse()?);
    for i in 0..KEY_COUNT {
        put(&client, i).await?;
    }
    for text in callers.split(',') {
        let callers = text.parse()?;
        let shared = client.clone();
        measure("get", callers, duration, move |i| {
            let client = shared.clone();
            async move { get(&client, i).await }
        })
        .await?;
        let shared = client.clone();
        measure("put", callers, duration, move |i| {
            let client = shared.clone();
            async move { put(&client, i).await }
        })
        .await?;
        let shared = client.clone();
        measure("update", callers, duration, move |i| {
            let client = shared.clone();
            async move { update(&client, i).await }
        })
        .await?;
    }
    Ok(())
}
