using System.Net;
using System.Text.Json;
using Attestry.Hosting.Security;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;
using Attestry.Tpm.History;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>An auditor downloads a host's history and verifies it without the collector.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task A_history_is_verified_again_from_its_records_alone()
    {
        await using var bed = await CollectorBed.StartAsync();
        var (payloads, _) = await LivedAsync(bed);

        var verifier = new HistoryVerifier("node-1");
        payloads.SelectMany(payload => verifier.Add(payload)).ShouldBeEmpty();

        (verifier.Sequence, verifier.Quotes).ShouldBe((8, 3));
    }

    [Fact]
    public async Task A_record_that_is_left_out_altered_or_of_another_host_is_found()
    {
        await using var bed = await CollectorBed.StartAsync();
        var (payloads, _) = await LivedAsync(bed);

        Verify("node-1", [.. payloads.Take(3), .. payloads.Skip(4)]).ShouldContain(AttestationFindings.HistoryBroken);
        Verify("node-1", [.. payloads.Skip(1)]).ShouldContain(AttestationFindings.HistoryBroken);
        Verify("node-2", payloads).ShouldContain(AttestationFindings.HistoryBroken);
        var forged = JsonSerializer.Deserialize<HostRecord>(payloads[2], Attestry.Tpm.Protocol.HostProtocol.Json)!;
        forged.Act.ShouldBe("attested");
        // Also by who has the collector's key: the host's TPM did not sign it.
        var other = forged with { Quote = forged.Quote! with { Nonce = new byte[32] } };
        Verify("node-1", [payloads[0], payloads[1], other.ToBytes()]).ShouldBe([QuoteFindings.NonceMismatch]);
    }

    [Fact]
    public async Task The_timeline_tells_what_was_done_and_by_whom()
    {
        await using var bed = await CollectorBed.StartAsync();
        await LivedAsync(bed);

        var items = (await bed.GetAsync("v1/hosts/node-1/timeline?limit=3")).GetProperty("items").EnumerateArray().ToList();

        items.Select(one => (one.GetProperty("sequence").GetInt64(), one.GetProperty("act").GetString())).ShouldBe([(8, "revoked"), (7, "attested"), (6, "recovered")]);
        items[0].GetProperty("by").GetString().ShouldNotBeNullOrEmpty();
        (await bed.GetAsync("v1/hosts/nobody", HttpStatusCode.NotFound)).GetProperty("status").GetInt32().ShouldBe(404);
        await bed.GetAsync("v1/hosts?state=odd", HttpStatusCode.BadRequest);
        await bed.GetAsync("v1/hosts?after=odd", HttpStatusCode.BadRequest);
        using var agent = await bed.ClientAsync(Roles.Agent);
        using var refused = await agent.GetAsync(new Uri("v1/hosts", UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static List<string> Verify(string host, IEnumerable<byte[]> payloads)
    {
        var verifier = new HistoryVerifier(host);
        return [.. payloads.SelectMany(payload => verifier.Add(payload)).Select(finding => finding.Id).Distinct()];
    }

    /// <summary>Enrolled, approved, attested twice, failed, recovered, attested, revoked; each record signed by the published key.</summary>
    private static async Task<(List<byte[]> Payloads, VerificationKey Key)> LivedAsync(CollectorBed bed)
    {
        using var host = await SimulatedHost.EnrolledAsync(bed);
        await host.AttestAsync();
        await host.AttestAsync();
        await host.AttestAsync(good => good with { Ima = null });
        await bed.ActAsync(host.Id, "recover");
        await host.AttestAsync();
        await bed.ActAsync(host.Id, "revoke");
        var key = VerificationKey.FromPem((await bed.GetAsync("v1/host-keys")).GetProperty("items")[0].GetProperty("publicKey").GetString()!);
        var envelopes = (await bed.GetAsync("v1/hosts/node-1/history")).GetProperty("items").EnumerateArray().Select(one => one.Deserialize<DsseEnvelope>()!).ToList();
        foreach (var envelope in envelopes)
        {
            envelope.PayloadType.ShouldBe(HostRecord.MediaType);
            DsseVerifier.Verify(envelope, [key]).Verified.ShouldBeTrue();
        }
        return ([.. envelopes.Select(envelope => envelope.Payload)], key);
    }
}
