using System.Net;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>Measurement lists that are longer than one evidence: nothing of them counts before the last part is proven.</summary>
public sealed class BacklogTests
{
    /// <summary>Some ten entries.</summary>
    private const int PartBytes = 1024;

    [Fact]
    public async Task A_list_in_parts_is_proven_by_its_last_one()
    {
        await using var bed = await StartAsync();
        using var host = await EnrolledAsync(bed, 40);

        var statuses = await host.AttestInPartsAsync((_, evidence) =>
        {
            evidence.Ima!.Entries.Length.ShouldBeLessThanOrEqualTo(PartBytes);
            return evidence;
        });

        statuses.Count.ShouldBeGreaterThan(3);
        statuses.Take(statuses.Count - 1).ShouldAllBe(one => one.Progress == EvidenceProgress.Partial && one.State == HostState.Enrolled && one.Findings.Count == 0);
        (statuses[^1].Progress, statuses[^1].State).ShouldBe((EvidenceProgress.Passed, HostState.Trusted));
        var shown = await bed.GetAsync("v1/hosts/node-1");
        (shown.GetProperty("entries").GetInt64(), shown.GetProperty("files").GetInt32()).ShouldBe((41, 40));
        var stored = (await bed.Store.Collection(Collections.Hosts).GetAsync("node-1", default))!.Document;
        stored.Backlog.ShouldBeNull();
        stored.RunFindings.Count.ShouldBe(40);
        var acts = (await bed.GetAsync("v1/hosts/node-1/timeline")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("act").GetString()).ToList();
        (acts.Count(act => act == "continued"), acts.Count(act => act == "attested")).ShouldBe((statuses.Count - 1, 1));
        // What follows is an increment as ever.
        host.Log.AddFile("/usr/bin/later");
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("files").GetInt32().ShouldBe(41);
    }

    [Fact]
    public async Task Nothing_of_a_part_counts_before_the_last_one_came()
    {
        await using var bed = await StartAsync();
        using var host = await EnrolledAsync(bed, 40);

        (await host.AttestAsync()).Progress.ShouldBe(EvidenceProgress.Partial);

        var stored = (await bed.Store.Collection(Collections.Hosts).GetAsync("node-1", default))!.Document;
        (stored.State, stored.Replay, stored.Files, stored.AttestedAt).ShouldBe((HostState.Enrolled, null, 0, null));
        stored.RunFindings.ShouldBeEmpty();
        stored.Backlog.ShouldNotBeNull().Replay.Entries.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_list_goes_on_where_it_was_after_the_collector_and_the_agent_began_anew()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        SimulatedHost host;
        await using (var bed = await StartAsync(folder, time))
        {
            host = await EnrolledAsync(bed, 40);
            (await host.AttestAsync()).Progress.ShouldBe(EvidenceProgress.Partial);
            (await host.AttestAsync()).Progress.ShouldBe(EvidenceProgress.Partial);
        }
        using (host)
        {
            await using var again = await StartAsync(folder, time);
            await host.MoveToAsync(again);
            (await host.ChallengeAsync()).ImaOffset.ShouldBeGreaterThan(PartBytes);
            (await host.AttestInPartsAsync())[^1].State.ShouldBe(HostState.Trusted);
            (await again.GetAsync("v1/hosts/node-1")).GetProperty("files").GetInt32().ShouldBe(40);
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_middle_part_is_found_at_once()
    {
        await using var bed = await StartAsync();
        var cases = new (string Name, string Finding, Func<ImaIncrement, ImaIncrement> Tamper)[]
        {
            ("content", ImaFindings.TemplateHashMismatch, part => part with { Entries = Flipped(part.Entries, ^3) }),
            ("cut-off", ImaFindings.Malformed, part => part with { Entries = part.Entries[..^1] }),
            ("repeated", AttestationFindings.ListOffsetMismatch, part => part with { Offset = part.Offset / 2 }),
            ("gap", AttestationFindings.ListOffsetMismatch, part => part with { Offset = part.Offset + FirstEntry(part), Entries = part.Entries[(int)FirstEntry(part)..] }),
            ("other-format", AttestationFindings.ListOffsetMismatch, part => part with { Format = ImaFormat.Ascii }),
        };
        foreach (var (name, finding, tamper) in cases)
        {
            using var host = await EnrolledAsync(bed, 40, name);

            var statuses = await host.AttestInPartsAsync((number, evidence) => number == 1 ? evidence with { Ima = tamper(evidence.Ima!) } : evidence);

            statuses.Count.ShouldBe(2, name);
            await ShouldBeRefusedAsync(bed, name, statuses, finding);
        }
    }

    [Fact]
    public async Task What_is_altered_in_the_middle_of_a_list_never_leads_to_the_quoted_value()
    {
        await using var bed = await StartAsync();
        var cases = new (string Name, Func<byte[], byte[]> Forge)[]
        {
            ("left-out", list => [.. list[..Entry(list, 20)], .. list[Entry(list, 21)..]]),
            ("twice", list => [.. list[..Entry(list, 21)], .. list[Entry(list, 20)..]]),
            ("exchanged", list => [.. list[..Entry(list, 20)], .. list[Entry(list, 21)..Entry(list, 22)], .. list[Entry(list, 20)..Entry(list, 21)], .. list[Entry(list, 22)..]]),
            // With the hash that goes with it.
            ("replaced", list => [.. list[..Entry(list, 20)], .. new TestImaLog().AddFile("/usr/bin/good").Binary, .. list[Entry(list, 21)..]]),
        };
        foreach (var (name, forge) in cases)
        {
            using var host = await EnrolledAsync(bed, 40, name);
            host.Forged = forge(host.Log.Binary);

            var statuses = await host.AttestInPartsAsync();

            statuses.Count.ShouldBeGreaterThan(3, name);
            await ShouldBeRefusedAsync(bed, name, statuses, ImaFindings.PcrMismatch);
        }
    }

    [Fact]
    public async Task A_part_answers_its_own_challenge_once()
    {
        await using var bed = await StartAsync();
        using var host = await EnrolledAsync(bed, 40);
        using var other = await EnrolledAsync(bed, 40, "node-2");
        var first = host.Answer(await host.ChallengeAsync());
        (await host.SubmitAsync(first)).Progress.ShouldBe(EvidenceProgress.Partial);

        using (var replay = await host.SendAsync(first))
            (replay.StatusCode, (await EnrolmentTests.FindingsAsync(replay)).ShouldHaveSingleItem()).ShouldBe((HttpStatusCode.Conflict, AttestationFindings.ChallengeUsed));
        using (var foreign = await other.SendAsync(first))
            foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // The quote of one challenge with the nonce of another.
        var (one, two) = (await host.ChallengeAsync(), await host.ChallengeAsync());
        var mixed = await host.SubmitAsync(host.Answer(one) with { Nonce = two.Nonce });
        mixed.Findings.Select(finding => finding.Id).ShouldContain(QuoteFindings.NonceMismatch);
        mixed.State.ShouldBe(HostState.Failed);
    }

    [Fact]
    public async Task A_shortened_list_in_parts_is_refused()
    {
        await using var bed = await StartAsync();
        using var host = await EnrolledAsync(bed, 40);
        (await host.AttestInPartsAsync())[^1].State.ShouldBe(HostState.Trusted);

        // PCR and list begin anew, and no boot was counted.
        host.Boot();
        host.Tpm.Clock = host.Tpm.Clock with { Resets = host.Tpm.Clock.Resets - 1 };
        Add(host, 30);
        var offset = 0L;
        EvidenceStatus status;
        do
        {
            status = await host.AttestAsync(evidence =>
            {
                var part = host.Log.Part(offset, PartBytes);
                offset += part.Entries.Length;
                return evidence with { Ima = part };
            });
        }
        while (status.Progress == EvidenceProgress.Partial);

        status.Findings.Select(one => one.Id).ShouldContain(AttestationFindings.ListShortened);
        status.State.ShouldBe(HostState.Failed);
    }

    [Fact]
    public async Task A_long_increment_of_a_trusted_host_neither_breaks_nor_prolongs_its_trust()
    {
        await using var bed = await StartAsync();
        using var host = await EnrolledAsync(bed, 3);
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        var before = (await bed.GetAsync("v1/hosts/node-1")).GetProperty("staleAt").GetDateTimeOffset();
        Add(host, 40, "/opt");
        bed.Time.Advance(TimeSpan.FromMinutes(5));

        (await host.AttestAsync()).ShouldSatisfyAllConditions(
            part => part.Progress.ShouldBe(EvidenceProgress.Partial),
            part => part.State.ShouldBe(HostState.Trusted));
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("staleAt").GetDateTimeOffset().ShouldBe(before);
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("files").GetInt32().ShouldBe(3);
        bed.Time.Advance(TimeSpan.FromMinutes(6));
        await bed.WatchAsync();
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("state").GetString().ShouldBe("stale");

        (await host.AttestInPartsAsync())[^1].State.ShouldBe(HostState.Trusted);
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("files").GetInt32().ShouldBe(43);
    }

    [Fact]
    public async Task Parts_are_forgotten_after_a_while_after_a_boot_and_after_a_recovery()
    {
        await using var bed = await StartAsync(settings: ("Collector:StaleAfter", "10.00:00:00"));
        using var host = await EnrolledAsync(bed, 40);
        (await host.AttestAsync()).Progress.ShouldBe(EvidenceProgress.Partial);
        bed.Time.Advance(TimeSpan.FromMinutes(61));
        (await host.ChallengeAsync()).ImaOffset.ShouldBe(0);
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        var first = await host.AttestAsync();
        first.Progress.ShouldBe(EvidenceProgress.Partial);
        (await host.ChallengeAsync()).ImaOffset.ShouldBeGreaterThan(0);

        host.Boot();
        Add(host, 40);
        (await host.ChallengeAsync()).ImaOffset.ShouldBe(0);
        (await host.AttestInPartsAsync())[^1].State.ShouldBe(HostState.Trusted);
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("files").GetInt32().ShouldBe(40);
        (await bed.Store.Collection(Collections.HostFiles).GetAsync($"node-1|{first.EvidenceId}|0", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_part_may_be_as_long_as_an_evidence_takes_and_no_longer()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        var path = new string('x', HostLimits.PathCharacters - 10);
        while (host.Log.BinaryLength <= HostLimits.ImaBytes)
            host.Log.AddFile($"/{host.Log.Entries}{path}");

        var challenge = await host.ChallengeAsync();
        (challenge.ImaParts, challenge.ImaMostBytes).ShouldBe((true, HostLimits.ImaBytes));
        (await host.SubmitAsync(host.Answer(challenge))).Progress.ShouldBe(EvidenceProgress.Partial);
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        using var empty = await host.SendAsync(host.Answer(await host.ChallengeAsync()) with { Ima = new(ImaFormat.Binary, 0, default) { More = true } });
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_files_than_are_remembered_are_a_finding()
    {
        await using var bed = await CollectorBed.StartAsync(settings: ("Collector:UnknownFiles", "Fail"));
        using var host = await SimulatedHost.EnrolledAsync(bed);
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        var hosts = bed.Store.Collection(Collections.Hosts);
        var stored = (await hosts.GetAsync("node-1", default))!;
        (await hosts.ReplaceAsync(stored.Document with { Files = HostLimits.Files }, stored.Version, default)).ShouldBeTrue();
        host.Log.AddFile("/usr/bin/one-too-many");

        var status = await host.AttestAsync();

        status.Findings.Select(one => one.Id).ShouldContain(AttestationFindings.FilesExceeded);
        status.State.ShouldBe(HostState.Failed);
    }

    private static Task<CollectorBed> StartAsync(TemporaryFolder? folder = null, ManualTime? time = null, params (string, string?)[] settings) =>
        CollectorBed.StartAsync(folder, time, [("Collector:ListPartBytes", $"{PartBytes}"), .. settings]);

    private static async Task<SimulatedHost> EnrolledAsync(CollectorBed bed, int files, string id = "node-1")
    {
        var host = await SimulatedHost.EnrolledAsync(bed, id);
        Add(host, files);
        return host;
    }

    private static void Add(SimulatedHost host, int files, string folder = "/usr/bin")
    {
        for (var i = 0; i < files; i++)
            host.Log.AddFile($"{folder}/{i}");
    }

    private static async Task ShouldBeRefusedAsync(CollectorBed bed, string host, IReadOnlyList<EvidenceStatus> statuses, string finding)
    {
        statuses.SkipLast(1).ShouldAllBe(one => one.Progress == EvidenceProgress.Partial && one.State == HostState.Enrolled);
        statuses[^1].Findings.Select(one => one.Id).ShouldContain(finding, host);
        (statuses[^1].Progress, statuses[^1].State).ShouldBe((EvidenceProgress.Failed, HostState.Failed), host);
        var stored = (await bed.Store.Collection(Collections.Hosts).GetAsync(host, default))!.Document;
        (stored.Replay, stored.Backlog, stored.Files).ShouldBe((null, null, 0), host);
        // The files of its parts went with it.
        (await bed.Store.Collection(Collections.HostFiles).GetAsync($"{host}|{statuses[0].EvidenceId}|0", default)).ShouldBeNull(host);
    }

    /// <summary>Where the entry with that number, from 0, begins.</summary>
    private static int Entry(byte[] list, int number)
    {
        var reader = new ImaBinaryReader(new MemoryStream(list));
        for (var i = 0; i < number; i++)
            reader.Read().ShouldNotBeNull();
        return (int)reader.Offset;
    }

    private static long FirstEntry(ImaIncrement part)
    {
        var reader = new ImaBinaryReader(new MemoryStream(part.Entries.ToArray()));
        reader.Read().ShouldNotBeNull();
        return reader.Offset;
    }

    private static byte[] Flipped(ReadOnlyMemory<byte> bytes, Index at)
    {
        var flipped = bytes.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }
}
