using System.Text.Json;
using Attestry.Primitives;
using Attestry.Tpm.Protocol;

namespace Attestry.Tpm.Tests.Protocol;

/// <summary>The agent of one version talks to the collector of another: what is on the wire does not change.</summary>
public sealed class HostProtocolTests
{
    private static readonly DateTimeOffset Time = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Writes_an_enrolment_as_it_always_did() => Same(
        new EnrolRequest("node-1", new byte[] { 1, 2 }, new byte[] { 3 }, new("node-1", "Debian 12", "6.1.0", "x86_64", "1.0"))
        {
            EkCertificate = new byte[] { 4 },
            EkChain = [new byte[] { 5 }],
        },
        """
        {"hostId":"node-1","ekPublic":"AQI=","akPublic":"Aw==",
         "facts":{"hostname":"node-1","operatingSystem":"Debian 12","kernel":"6.1.0","architecture":"x86_64","agentVersion":"1.0"},
         "ekCertificate":"BA==","ekChain":["BQ=="]}
        """);

    [Fact]
    public void Leaves_out_a_certificate_that_is_not_there()
    {
        var written = Same(
            new EnrolRequest("a", new byte[] { 1 }, new byte[] { 2 }, new(null, null, null, null, null)),
            """{"hostId":"a","ekPublic":"AQ==","akPublic":"Ag==","facts":{},"ekChain":[]}""");
        written.EkCertificate.ShouldBeNull();
    }

    [Fact]
    public void Writes_credentials_and_activations_as_they_always_were()
    {
        Same(new EnrolChallenge("e1", new byte[] { 1 }, new byte[] { 2 }, Time), """{"enrolmentId":"e1","credentialBlob":"AQ==","encryptedSecret":"Ag==","expires":"2026-07-01T12:00:00+00:00"}""");
        Same(new ActivationRequest(new byte[] { 9 }), """{"secret":"CQ=="}""");
        Same(new ActivationAnswer("a", HostState.Pending, "t", Time), """{"hostId":"a","state":"pending","hostToken":"t","nextAt":"2026-07-01T12:00:00+00:00"}""");
    }

    [Fact]
    public void Writes_challenges_as_they_always_were()
    {
        Same(new ChallengeRequest(["sha256"], 7, 4096, true), """{"banks":["sha256"],"bootCount":7,"imaBytes":4096,"hasBootLog":true}""");
        Same(
            new Challenge(new byte[] { 1 }, [new("sha256", [0, 10])], ["sha256"], 5, 7, ImaFormat.Ascii, 100, true, ["sha256:aa"], Time),
            """
            {"nonce":"AQ==","selection":[{"bank":"sha256","pcrs":[0,10]}],"signatureHashes":["sha256"],"imaOffset":5,"imaBootCount":7,"imaFormat":"ascii",
             "imaMostBytes":100,"bootLogWanted":true,"executables":["sha256:aa"],"expires":"2026-07-01T12:00:00+00:00"}
            """);
    }

    [Fact]
    public void Writes_evidence_and_its_status_as_they_always_were()
    {
        Same(
            new HostEvidence(new byte[] { 1 }, new byte[] { 2 }, new byte[] { 3 }, [new("sha256", 10, new byte[] { 4 })], [new("c1", "sha256:bb", "r/a:1")])
            {
                Ima = new(ImaFormat.Binary, 5, new byte[] { 6 }),
                BootLog = new byte[] { 7 },
                Executables = [new("c1", "/bin/a", "sha256:cc", [new(0, 2, "r-x", "sha256:dd")])],
            },
            """
            {"nonce":"AQ==","quote":"Ag==","signature":"Aw==","pcrs":[{"bank":"sha256","pcr":10,"value":"BA=="}],
             "images":[{"containerId":"c1","image":"sha256:bb","reference":"r/a:1"}],
             "ima":{"format":"binary","offset":5,"entries":"Bg=="},"bootLog":"Bw==",
             "executables":[{"containerId":"c1","path":"/bin/a","file":"sha256:cc","segments":[{"offset":0,"pages":2,"access":"r-x","root":"sha256:dd"}]}]}
            """);
        Same(
            new EvidenceStatus("e", "/v1/hosts/a/evidence/e", EvidenceProgress.Failed, HostState.Failed, [new("quote.nonce-mismatch", "critical", "m", null)], Time),
            """
            {"evidenceId":"e","status":"/v1/hosts/a/evidence/e","progress":"failed","state":"failed",
             "findings":[{"id":"quote.nonce-mismatch","severity":"critical","message":"m"}],"nextAt":"2026-07-01T12:00:00+00:00"}
            """);
    }

    [Theory]
    [InlineData("node-1.example", true)]
    [InlineData("4c4c4544-0042-3010-8052-b4c04f564231", true)]
    [InlineData("", false)]
    [InlineData("Node", false)]
    [InlineData("../a", false)]
    [InlineData("a/b", false)]
    [InlineData(".a", false)]
    [InlineData("a\n", false)]
    public void Knows_which_ids_a_host_may_have(string id, bool expected) => HostProtocol.IsHostId(id).ShouldBe(expected);

    [Fact]
    public void Paths_are_of_version_1()
    {
        HostProtocol.ActivationPath("e").ShouldBe("/v1/hosts/enrolments/e/activation");
        HostProtocol.ChallengePath("a").ShouldBe("/v1/hosts/a/challenges");
        HostProtocol.EvidencePath("a").ShouldBe("/v1/hosts/a/evidence");
        HostProtocol.StatusPath("a", "e").ShouldBe("/v1/hosts/a/evidence/e");
    }

    private static T Same<T>(T value, string expected)
    {
        var written = JsonSerializer.SerializeToElement(value, HostProtocol.Json);
        JsonElement.DeepEquals(written, JsonDocument.Parse(expected).RootElement).ShouldBeTrue(written.GetRawText());
        var read = written.Deserialize<T>(HostProtocol.Json)!;
        JsonElement.DeepEquals(JsonSerializer.SerializeToElement(read, HostProtocol.Json), written).ShouldBeTrue();
        return read;
    }
}
