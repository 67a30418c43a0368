using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.MeasurementCollector.Tests;

public sealed class EnrolmentTests
{
    [Fact]
    public async Task A_key_that_nobody_vouches_for_waits_for_an_administrator()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.CreateAsync(bed);

        (await host.EnrolAsync()).State.ShouldBe(HostState.Pending);
        using (var early = await host.AskAsync())
            early.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bed.ActAsync(host.Id, "approve", Roles.Auditor)).ShouldBe(HttpStatusCode.Forbidden);
        (await bed.ActAsync(host.Id, "approve")).ShouldBe(HttpStatusCode.OK);

        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("acceptedBy").GetString().ShouldNotBeNull().ShouldStartWith("approved:");
    }

    [Fact]
    public async Task A_manufacturer_s_certificate_is_enough()
    {
        using var folder = new TemporaryFolder();
        using var endorsement = TestEndorsement.Create(ecc: true, DateTimeOffset.UtcNow);
        await File.WriteAllTextAsync(folder.File("root.pem"), endorsement.Root.ExportCertificatePem());
        await using var bed = await CollectorBed.StartAsync(settings: [("Collector:Endorsement:Roots:0", folder.File("root.pem")), ("Collector:Endorsement:Approval", "false")]);
        using var stranger = await SimulatedHost.CreateAsync(bed, "stranger");

        using var client = await bed.ClientAsync(Roles.Agent);
        using var tpm = TestTpm.Create();
        var request = new EnrolRequest("node-1", endorsement.Public, tpm.Public, new(null, null, null, null, null)) { EkCertificate = endorsement.Certificate };
        using var accepted = await client.PostAsJsonAsync(new Uri(HostProtocol.EnrolPath, UriKind.Relative), request, HostProtocol.Json);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Created);

        using var refused = await stranger.RequestAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await FindingsAsync(refused)).ShouldContain(HostFindings.EkUntrusted);
        // The certificate is another TPM's.
        using var other = await client.PostAsJsonAsync(new Uri(HostProtocol.EnrolPath, UriKind.Relative), request with { EkPublic = stranger.Endorsement.Public }, HostProtocol.Json);
        (await FindingsAsync(other)).ShouldContain(HostFindings.EkKeyMismatch);
    }

    [Fact]
    public async Task A_listed_key_needs_neither_certificate_nor_approval()
    {
        using var endorsement = TestEndorsement.Create(ecc: false, DateTimeOffset.UtcNow);
        TpmPublic.TryRead(endorsement.Public, out var ek).ShouldBeTrue();
        await using var bed = await CollectorBed.StartAsync(settings:
            [("Collector:Endorsement:Hashes:0", Digest.Sha256(ek!.ExportSubjectPublicKeyInfo()).Hex), ("Collector:Endorsement:Approval", "false")]);
        using var client = await bed.ClientAsync(Roles.Agent);
        using var tpm = TestTpm.Create();

        using var accepted = await client.PostAsJsonAsync(
            new Uri(HostProtocol.EnrolPath, UriKind.Relative), new EnrolRequest("node-1", endorsement.Public, tpm.Public, new(null, null, null, null, null)), HostProtocol.Json);

        accepted.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_second_host_with_the_same_id_or_the_same_key_is_refused()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var first = await SimulatedHost.EnrolledAsync(bed);
        using var sameId = await SimulatedHost.CreateAsync(bed);
        using var sameKey = await SimulatedHost.CreateAsync(bed, "node-2");
        using var own = sameKey.Endorsement;
        sameKey.UseKeysOf(first);

        using (var refused = await sameId.RequestAsync())
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using (var refused = await sameKey.RequestAsync())
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Of_two_enrolments_of_one_id_that_are_open_at_once_the_first_activated_has_it()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var one = await SimulatedHost.CreateAsync(bed);
        using var two = await SimulatedHost.CreateAsync(bed);
        using var open = await two.RequestAsync();
        await one.EnrolAsync();
        var challenge = (await open.Content.ReadFromJsonAsync<EnrolChallenge>(HostProtocol.Json))!;
        TpmPublic.TryRead(two.Tpm.Public, out var ak).ShouldBeTrue();

        using var late = await two.ActivateAsync(challenge.EnrolmentId, two.Endorsement.Activate(new(challenge.CredentialBlob, challenge.EncryptedSecret), ak!.Name)!);

        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task There_is_one_attempt_to_tell_the_secret()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.CreateAsync(bed);
        using var opened = await host.RequestAsync();
        var challenge = (await opened.Content.ReadFromJsonAsync<EnrolChallenge>(HostProtocol.Json))!;

        using (var wrong = await host.ActivateAsync(challenge.EnrolmentId, RandomNumberGenerator.GetBytes(32)))
            wrong.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using (var again = await host.ActivateAsync(challenge.EnrolmentId, RandomNumberGenerator.GetBytes(32)))
            again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_enrols_anew_keeps_what_stands_against_it()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        (await host.AttestAsync(evidence => evidence with { Ima = null })).State.ShouldBe(HostState.Failed);

        (await host.EnrolAsync()).State.ShouldBe(HostState.Failed);
        (await host.AttestAsync()).State.ShouldBe(HostState.Failed);
        (await bed.ActAsync(host.Id, "recover")).ShouldBe(HttpStatusCode.OK);
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
    }

    [Theory]
    [InlineData("""{"hostId":"../etc"}""", 400)]
    [InlineData("""{"hostId":"a","ekPublic":"AA==","akPublic":"AA==","facts":{},"ekChain":[]}""", 422)]
    [InlineData("""{"hostId":"a","ekPublic":"AA==","akPublic":"AA==","ekChain":null}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    public async Task Refuses_what_is_no_enrolment(string body, int expected)
    {
        await using var bed = await CollectorBed.StartAsync();
        using var client = await bed.ClientAsync(Roles.Agent);

        using var response = await client.PostAsync(new Uri(HostProtocol.EnrolPath, UriKind.Relative), new StringContent(body));

        ((int)response.StatusCode).ShouldBe(expected);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Only_the_role_agent_enrols()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var client = await bed.ClientAsync(Roles.Auditor);

        using var response = await client.PostAsync(new Uri(HostProtocol.EnrolPath, UriKind.Relative), new StringContent("{}"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    internal static async Task<IReadOnlyList<string?>> FindingsAsync(HttpResponseMessage response) =>
        [.. JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("id").GetString())];
}
