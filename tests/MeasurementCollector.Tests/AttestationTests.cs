using System.Net;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.MeasurementCollector.Tests;

public sealed class AttestationTests
{
    [Fact]
    public async Task A_list_is_followed_from_where_it_was_proven_also_over_a_boot()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/usr/bin/a");
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);

        host.Log.AddFile("/usr/bin/b");
        var challenge = await host.ChallengeAsync();
        challenge.ImaOffset.ShouldBeGreaterThan(0);
        (await host.SubmitAsync(host.Answer(challenge))).State.ShouldBe(HostState.Trusted);
        // Nothing was added.
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("entries").GetInt64().ShouldBe(3);

        host.Boot();
        var rebooted = await host.AttestAsync();
        rebooted.State.ShouldBe(HostState.Trusted);
        rebooted.Findings.Select(one => one.Id).ShouldContain(QuoteFindings.Rebooted);
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("entries").GetInt64().ShouldBe(1);
        (await bed.Store.Collection(Collections.HostEvidenceParts).GetAsync($"{rebooted.EvidenceId}|0", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Each_thing_that_is_tampered_with_has_its_finding()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var stranger = await SimulatedHost.CreateAsync(bed, "stranger");
        var cases = new (string Name, string Finding, Func<SimulatedHost, HostEvidence, HostEvidence> Tamper)[]
        {
            ("another-nonce", QuoteFindings.NonceMismatch, (host, good) => Requoted(host, good, new byte[32])),
            ("another-tpm", QuoteFindings.SignatureInvalid, (host, good) => Requoted(stranger, good, good.Nonce.ToArray())),
            ("pcr", QuoteFindings.PcrDigestMismatch, (_, good) => good with { Pcrs = [.. good.Pcrs.Select(one => one.Pcr == 7 ? one with { Value = new byte[32].Select(_ => (byte)1).ToArray() } : one)] }),
            ("pcr-left-out", QuoteFindings.PcrMissing, (_, good) => good with { Pcrs = [.. good.Pcrs.Skip(1)] }),
            ("pcr-twice", AttestationFindings.EvidenceMalformed, (_, good) => good with { Pcrs = [.. good.Pcrs, good.Pcrs[0]] }),
            ("signature", QuoteFindings.SignatureInvalid, (_, good) => good with { Signature = Flipped(good.Signature, ^1) }),
            ("entry", ImaFindings.TemplateHashMismatch, (_, good) => good with { Ima = good.Ima! with { Entries = Flipped(good.Ima.Entries, ^3) } }),
            ("entry-left-out", ImaFindings.PcrMismatch, (host, good) => good with { Ima = good.Ima! with { Entries = good.Ima.Entries[..(int)FirstEntry(good)] } }),
            ("list-left-out", AttestationFindings.ListMissing, (_, good) => good with { Ima = null }),
            ("list-from-elsewhere", AttestationFindings.ListOffsetMismatch, (_, good) => good with { Ima = good.Ima! with { Offset = 17 } }),
            ("list-unreadable", ImaFindings.Malformed, (_, good) => good with { Ima = good.Ima! with { Entries = good.Ima.Entries[..^5] } }),
            ("boot-log", BootFindings.Malformed, (_, good) => good with { BootLog = new byte[] { 1, 2, 3 } }),
        };
        foreach (var (name, finding, tamper) in cases)
        {
            using var host = await SimulatedHost.EnrolledAsync(bed, name);
            host.Log.AddFile("/usr/bin/a");

            var status = await host.AttestAsync(good => tamper(host, good));

            status.Findings.Select(one => one.Id).ShouldContain(finding, name);
            (status.Progress, status.State).ShouldBe((EvidenceProgress.Failed, HostState.Failed), name);
            // Sound evidence alone does not bring it back.
            (await host.AttestAsync()).State.ShouldBe(HostState.Failed, name);
        }
    }

    [Fact]
    public async Task A_clock_that_went_back_is_an_old_quote_or_another_tpm()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);

        host.Tpm.Clock = host.Tpm.Clock with { Milliseconds = 5 };
        (await host.AttestAsync()).Findings.Select(one => one.Id).ShouldContain(QuoteFindings.ClockBackwards);
    }

    [Fact]
    public async Task A_pcr_that_was_reset_does_not_hold_the_list_any_more()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/usr/bin/a");
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);

        // The PCR and the list begin anew, and no boot was counted.
        host.Boot();
        host.Tpm.Clock = host.Tpm.Clock with { Resets = host.Tpm.Clock.Resets - 1 };
        var status = await host.AttestAsync(good => good with { Ima = good.Ima! with { Offset = 0, Entries = host.Log.Binary } });

        status.Findings.Select(one => one.Id).ShouldContain(AttestationFindings.ListShortened);
        status.State.ShouldBe(HostState.Failed);
    }

    [Fact]
    public async Task A_challenge_is_answered_once_in_time_and_by_its_own_host()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        using var other = await SimulatedHost.EnrolledAsync(bed, "node-2");
        var evidence = host.Answer(await host.ChallengeAsync());
        using (var foreign = await other.SendAsync(evidence))
            (foreign.StatusCode, (await EnrolmentTests.FindingsAsync(foreign)).ShouldHaveSingleItem()).ShouldBe((HttpStatusCode.NotFound, AttestationFindings.ChallengeUnknown));
        await host.SubmitAsync(evidence);

        using (var replay = await host.SendAsync(evidence))
            (replay.StatusCode, (await EnrolmentTests.FindingsAsync(replay)).ShouldHaveSingleItem()).ShouldBe((HttpStatusCode.Conflict, AttestationFindings.ChallengeUsed));
        var old = host.Answer(await host.ChallengeAsync());
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        using (var late = await host.SendAsync(old))
            (late.StatusCode, (await EnrolmentTests.FindingsAsync(late)).ShouldHaveSingleItem()).ShouldBe((HttpStatusCode.Gone, AttestationFindings.ChallengeExpired));
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("state").GetString().ShouldBe("trusted");
    }

    [Fact]
    public async Task Of_many_who_answer_one_challenge_at_once_one_is_heard()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        var evidence = host.Answer(await host.ChallengeAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.SendAsync(evidence)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(1);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task Nobody_speaks_for_another_host()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.UseToken("not-the-token");

        using var refused = await host.AskAsync();

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_hostile_agent_is_held_within_its_limits()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        for (var i = 0; i < HostLimits.OpenChallenges; i++)
            await host.ChallengeAsync();
        using (var more = await host.AskAsync())
            (more.StatusCode, more.Headers.RetryAfter is null).ShouldBe((HttpStatusCode.TooManyRequests, false));
        bed.Time.Advance(TimeSpan.FromMinutes(2));

        var good = host.Answer(await host.ChallengeAsync());
        using (var large = await host.SendAsync(good with { Ima = good.Ima! with { Entries = new byte[HostLimits.ImaBytes + 1] } }))
            large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using (var many = await host.SendAsync(good with { Images = [.. Enumerable.Repeat(new RunningImage("c", Digest.Sha256([]).Text, null), HostLimits.Images + 1)] }))
            many.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using (var strange = await host.SendAsync(good with { Images = [new("c", "latest", null)] }))
            strange.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using (var weak = await host.AskAsync(new(["sha1"], null, null, false)))
            weak.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_silent_host_is_stale_until_it_attests_again()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        await host.AttestAsync();
        await bed.WatchAsync();
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("state").GetString().ShouldBe("trusted");

        bed.Time.Advance(TimeSpan.FromMinutes(11));
        await bed.WatchAsync();

        var stale = await bed.GetAsync("v1/hosts/node-1");
        stale.GetProperty("state").GetString().ShouldBe("stale");
        stale.GetProperty("findings")[0].GetProperty("id").GetString().ShouldBe(AttestationFindings.Silent);
        stale.GetProperty("findings")[0].GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("2026-07-01T12:00:00");
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
    }

    [Fact]
    public async Task Evidence_whose_message_was_lost_in_a_restart_is_verified_afterwards()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        string evidence;
        await using (var bed = await CollectorBed.StartAsync(folder, time))
        {
            using var host = await SimulatedHost.EnrolledAsync(bed);
            evidence = (await host.AttestAsync()).EvidenceId;
            // As a collector leaves it that stops right after the host was stored.
            var stored = (await bed.Store.Collection(Collections.HostEvidence).GetAsync(evidence, default))!;
            await bed.Store.Collection(Collections.HostEvidence).ReplaceAsync(stored.Document with { Progress = "accepted", Parts = 1 }, stored.Version, default);
            await bed.AddAsync(Collections.HostEvidenceParts, new Contracts.Documents.HostEvidencePartDocument($"{evidence}|0", """{"pcrs":[],"images":[]}"""u8.ToArray()));
        }
        time.Advance(TimeSpan.FromMinutes(1));
        await using (var bed = await CollectorBed.StartAsync(folder, time))
        {
            await bed.WatchAsync();
            await Eventually.HoldsAsync(async () => (await bed.Store.Collection(Collections.HostEvidence).GetAsync(evidence, default))!.Document.Progress == "passed");
            (await bed.GetAsync("v1/hosts/node-1/timeline")).GetProperty("items").EnumerateArray().Count(one => one.GetProperty("act").GetString() == "attested").ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_revoked_host_is_not_heard_until_it_is_recovered()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        (await bed.ActAsync(host.Id, "revoke")).ShouldBe(HttpStatusCode.OK);

        using (var refused = await host.AskAsync())
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bed.ActAsync(host.Id, "approve")).ShouldBe(HttpStatusCode.Conflict);
        (await bed.ActAsync("nobody", "revoke")).ShouldBe(HttpStatusCode.NotFound);
        (await bed.ActAsync(host.Id, "recover")).ShouldBe(HttpStatusCode.OK);
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
    }

    private static long FirstEntry(HostEvidence good)
    {
        var reader = new Attestry.Tpm.Ima.ImaBinaryReader(new MemoryStream(good.Ima!.Entries.ToArray()));
        reader.Read().ShouldNotBeNull();
        return reader.Offset;
    }

    private static HostEvidence Requoted(SimulatedHost host, HostEvidence good, byte[] nonce)
    {
        var quote = host.Tpm.Quote(nonce, PcrSelection.Of(TpmHash.Sha256, [.. good.Pcrs.Select(one => one.Pcr)]));
        return good with { Quote = quote.Message, Signature = quote.Signature };
    }

    private static byte[] Flipped(ReadOnlyMemory<byte> bytes, Index at)
    {
        var flipped = bytes.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }
}
