using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Attestry.Benchmarks.Reporting;
using Attestry.TestKit.Servers;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;

namespace Attestry.Benchmarks.Tpm;

/// <summary>How many quotes a core verifies.</summary>
internal static class QuotesBenchmark
{
    private const int PeerRuns = 20;

    private static readonly PcrSelection Wanted = PcrSelection.Of(TpmHash.Sha256, 0, 1, 2, 3, 4, 5, 6, 7, 10);

    internal static async Task<Report> RunAsync(int count, int rounds, CancellationToken cancellation)
    {
        var kinds = new[] { TpmAlgorithm.EcDsa, TpmAlgorithm.RsaSsa }.Select(scheme => new Kind(scheme)).ToList();
        var available = ExternalProgram.Search("swtpm") is not null && ExternalProgram.Search("tpm2") is not null;
        await using var tpm = available ? await SoftwareTpm.StartAsync() : null;
        if (tpm is not null)
            foreach (var kind in kinds)
                await kind.PreparePeerAsync(tpm);
        foreach (var kind in kinds)
            kind.Run(count / 10 + 1, new("", ""), new("", ""), new("", ""));
        var machine = Machine.Now();
        for (var round = 0; round < rounds; round++)
            foreach (var kind in kinds)
            {
                cancellation.ThrowIfCancellationRequested();
                kind.Run(count, kind.Kept, kind.Processor, kind.Fresh);
                if (tpm is not null)
                    await kind.RunPeerAsync(tpm);
            }
        var report = new Report(
            "quotes",
            string.Create(CultureInfo.InvariantCulture, $"{count:#,0} quotes of 9 PCRs of SHA-256 in each round, on one core{(tpm is null ? "; no swtpm or tpm2-tools here to compare with" : "")}"),
            machine,
            [.. kinds.SelectMany(kind => tpm is null ? [kind.Kept, kind.Processor, kind.Fresh] : new[] { kind.Kept, kind.Processor, kind.Fresh, kind.Peer })],
            tpm is null ? [] : [.. kinds.Select(kind => kind.Fresh.RatioTo(kind.Peer, $"{kind.Name}, key read each time, to the peer"))]);
        kinds.ForEach(kind => kind.Dispose());
        return report;
    }

    /// <summary>One signature scheme.</summary>
    private sealed class Kind(TpmAlgorithm scheme) : IDisposable
    {
        private readonly TestTpm _tpm = TestTpm.Create(scheme);
        private readonly byte[] _nonce = RandomNumberGenerator.GetBytes(20);
        private string _prefix = "";

        internal string Name { get; } = scheme == TpmAlgorithm.EcDsa ? "ECDSA P-256" : "RSASSA 2048";

        internal Series Kept => field ??= new($"{Name}, key kept", "1/s");

        /// <summary>What a core does that has nothing else to do: the load of the machine does not count.</summary>
        internal Series Processor => field ??= new($"{Name}, key kept, by processor time", "1/s");

        internal Series Fresh => field ??= new($"{Name}, key read each time", "1/s");

        internal Series Peer => field ??= new($"{Name}, tpm2_checkquote, process each", "1/s");

        internal void Run(int count, Series kept, Series processor, Series fresh)
        {
            var evidence = _tpm.Quote(_nonce, Wanted);
            using var key = Key();
            var before = Environment.CpuUsage.TotalTime;
            kept.Add(Measure(count, () => QuoteVerifier.Verify(key, evidence, new(_nonce, [Wanted]))));
            processor.Add(count / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            fresh.Add(Measure(count, () =>
            {
                using var one = Key();
                return QuoteVerifier.Verify(one, evidence, new(_nonce, [Wanted]));
            }));
        }

        internal async Task PreparePeerAsync(SoftwareTpm tpm)
        {
            _prefix = $"{scheme}-";
            if (!File.Exists(tpm.File("ek.pub")))
                await tpm.RunAsync("createek", "-c", "0x81010001", "-G", "rsa", "-u", tpm.File("ek.pub"));
            await tpm.RunAsync("createak", "-C", "0x81010001", "-c", PathOf(tpm, "ak.ctx"), "-G", scheme == TpmAlgorithm.EcDsa ? "ecc" : "rsa", "-g", "sha256",
                "-s", scheme == TpmAlgorithm.EcDsa ? "ecdsa" : "rsassa", "-u", PathOf(tpm, "ak.pem"), "-f", "pem", "-n", PathOf(tpm, "ak.name"));
            await tpm.RunAsync("quote", "-c", PathOf(tpm, "ak.ctx"), "-l", Wanted.ToString(), "-q", Convert.ToHexString(_nonce),
                "-m", PathOf(tpm, "msg"), "-s", PathOf(tpm, "sig"), "-o", PathOf(tpm, "pcrs"));
        }

        internal async Task RunPeerAsync(SoftwareTpm tpm)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < PeerRuns; i++)
                await tpm.RunAsync("checkquote", "-u", PathOf(tpm, "ak.pem"), "-m", PathOf(tpm, "msg"), "-s", PathOf(tpm, "sig"), "-f", PathOf(tpm, "pcrs"),
                    "-q", Convert.ToHexString(_nonce));
            Peer.Add(PeerRuns / watch.Elapsed.TotalSeconds);
        }

        public void Dispose() => _tpm.Dispose();

        private AttestationKey Key() =>
            AttestationKey.TryCreate(_tpm.Public, out var key, out var finding) ? key : throw new BenchmarkException(finding.Message);

        private static double Measure(int count, Func<QuoteResult> verify)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < count; i++)
                if (!verify().Succeeded)
                    throw new BenchmarkException("A good quote was refused.");
            return count / watch.Elapsed.TotalSeconds;
        }

        private string PathOf(SoftwareTpm tpm, string name) => tpm.File(_prefix + name);
    }
}
