using System.Text;
using Attestry.Ingestion.Webhooks;
using Attestry.Ingestion.Webhooks.Dialects;
using Microsoft.AspNetCore.Http;

namespace Attestry.Ingestion.Tests.Webhooks;

/// <summary>The finer points of each dialect, on the pure readers.</summary>
public sealed class DialectTests
{
    private const string Digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData("pull", "application/vnd.oci.image.manifest.v1+json")]
    [InlineData("mount", "application/vnd.oci.image.manifest.v1+json")]
    [InlineData("push", "application/octet-stream")]
    [InlineData("push", "application/vnd.oci.image.layer.v1.tar+gzip")]
    public void Distribution_pulls_mounts_and_layers_are_ignored(string action, string mediaType) =>
        Read("distribution", $$$"""{"events":[{"id":"1","action":"{{{action}}}","target":{"mediaType":"{{{mediaType}}}","digest":"{{{Digest}}}","repository":"a/b"}}]}""")
            .Single().Action.ShouldBe(RegistryEventAction.Ignored);

    [Fact]
    public void A_distribution_delete_names_the_digest_alone()
    {
        var e = Read("distribution", $$$"""{"events":[{"id":"1","timestamp":"2026-11-20T10:00:00Z","action":"delete","target":{"digest":"{{{Digest}}}","repository":"a/b"},"request":{"host":"r:5000"}}]}""").Single();

        (e.Action, e.Digest, e.Tag, e.Host, e.EventId).ShouldBe((RegistryEventAction.Delete, Digest, null, "r:5000", "1"));
    }

    [Fact]
    public void Harbor_writes_the_digest_where_there_is_no_tag()
    {
        var e = Read("harbor", $$$"""{"type":"PUSH_ARTIFACT","occur_at":1763632800,"event_data":{"resources":[{"digest":"{{{Digest}}}","tag":"{{{Digest}}}","resource_url":"h.test/a/b@{{{Digest}}}"}],"repository":{"namespace":"a","name":"b"} } }""").Single();

        (e.Tag, e.Digest, e.Repository, e.Host).ShouldBe((null, Digest, "a/b", "h.test"));
        e.OccurredAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1763632800));
    }

    [Theory]
    [InlineData("""{"type":"PULL_ARTIFACT","event_data":{}}""")]
    [InlineData("""{"type":"SCANNING_COMPLETED"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","type":"harbor.artifact.pulled","data":{}}""")]
    public void Harbor_pulls_and_scans_are_ignored(string body) => Read("harbor", body).Single().Action.ShouldBe(RegistryEventAction.Ignored);

    [Fact]
    public void A_Harbor_deletion_of_two_tags_is_two_events()
    {
        var events = Read("harbor", $$$"""{"type":"DELETE_ARTIFACT","event_data":{"resources":[{"digest":"{{{Digest}}}","tag":"1"},{"digest":"{{{Digest}}}","tag":"2"}],"repository":{"repo_full_name":"a/b"} } }""");

        events.Select(e => (e.Action, e.Tag)).ShouldBe([(RegistryEventAction.Delete, "1"), (RegistryEventAction.Delete, "2")]);
    }

    [Fact]
    public void An_official_image_of_Docker_Hub_is_in_library()
    {
        var e = Read("docker-hub", """{"push_data":{"pushed_at":1417566161,"pusher":"x","tag":"latest"},"repository":{"repo_name":"debian"}}""").Single();

        (e.Repository, e.Host, e.Digest).ShouldBe(("library/debian", "docker.io", null));
    }

    [Fact]
    public void A_Quay_push_of_two_tags_is_two_events() =>
        Read("quay", """{"repository":"a/b","docker_url":"quay.test/a/b","updated_tags":["1","2"]}""").Select(e => e.Tag).ShouldBe(["1", "2"]);

    [Fact]
    public void A_Quay_build_notification_is_ignored() =>
        Read("quay", """{"repository":"a/b","docker_url":"quay.test/a/b","build_id":"x"}""").Single().Action.ShouldBe(RegistryEventAction.Ignored);

    [Fact]
    public void A_GitHub_package_without_tag_is_known_by_its_version()
    {
        var e = Read("github", $$$"""{"action":"published","package":{"name":"App","namespace":"Acme","package_type":"container","package_version":{"version":"{{{Digest}}}","container_metadata":{"tag":{"name":"","digest":""} } } } }""", ("X-GitHub-Event", "package")).Single();

        (e.Host, e.Repository, e.Tag, e.Digest).ShouldBe(("ghcr.io", "acme/app", null, Digest));
    }

    [Theory]
    [InlineData("ping", """{"zen":"x"}""")]
    [InlineData("push", "{}")]
    [InlineData("package", """{"action":"published","package":{"package_type":"npm"}}""")]
    public void Other_GitHub_events_are_ignored(string header, string body) =>
        Read("github", body, ("X-GitHub-Event", header)).Single().Action.ShouldBe(RegistryEventAction.Ignored);

    [Fact]
    public void An_image_deleted_in_Azure_is_a_deletion()
    {
        var e = Read("acr", $$$"""[{"id":"9","eventType":"Microsoft.ContainerRegistry.ImageDeleted","eventTime":"2026-11-20T10:00:00Z","data":{"id":"1","action":"delete","target":{"mediaType":"application/vnd.docker.distribution.manifest.v2+json","digest":"{{{Digest}}}","repository":"b"},"request":{"host":"x.azurecr.io"} } }]""").Single();

        (e.Action, e.EventId, e.Host).ShouldBe((RegistryEventAction.Delete, "9", "x.azurecr.io"));
    }

    [Theory]
    [InlineData("eu-west-1", "1.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "1.dkr.ecr.cn-north-1.amazonaws.com.cn")]
    public void The_host_of_ECR_follows_from_account_and_region(string region, string host) =>
        Read("ecr", $$$"""{"id":"1","source":"aws.ecr","detail-type":"ECR Image Action","account":"1","region":"{{{region}}}","detail":{"result":"SUCCESS","repository-name":"b","image-digest":"{{{Digest}}}","action-type":"DELETE"}}""")
            .Single().Host.ShouldBe(host);

    [Fact]
    public void A_region_that_is_no_region_cannot_name_a_host() =>
        Problem("ecr", $$$"""{"id":"1","source":"aws.ecr","detail-type":"ECR Image Action","account":"1","region":"x.evil.test/","detail":{"result":"SUCCESS","repository-name":"b","image-digest":"{{{Digest}}}","action-type":"PUSH"}}""")
            .ShouldContain("region");

    [Theory]
    [InlineData("""{"source":"aws.ecr","detail-type":"ECR Image Scan"}""")]
    [InlineData("""{"source":"aws.ec2","detail-type":"ECR Image Action"}""")]
    [InlineData("""{"source":"aws.ecr","detail-type":"ECR Image Action","detail":{"result":"FAILURE","action-type":"PUSH"}}""")]
    public void Other_AWS_events_are_ignored(string body) => Read("ecr", body).Single().Action.ShouldBe(RegistryEventAction.Ignored);

    [Fact]
    public void A_zot_reference_may_be_a_digest()
    {
        var e = Read("zot", $$$"""{"name":"b","reference":"{{{Digest}}}"}""", ("ce-type", "zotregistry.image.deleted"), ("ce-id", "1")).Single();

        (e.Action, e.Tag, e.Digest).ShouldBe((RegistryEventAction.Delete, null, Digest));
    }

    [Fact]
    public void A_deleted_tag_of_Artifact_Registry_comes_without_digest()
    {
        var e = Read("gar", Pubsub("""{"action":"DELETE","tag":"eu-docker.pkg.dev/p/r/i:1"}""")).Single();

        (e.Action, e.Host, e.Repository, e.Tag, e.Digest).ShouldBe((RegistryEventAction.Delete, "eu-docker.pkg.dev", "p/r/i", "1", null));
    }

    [Theory]
    [InlineData("""{"action":"INSERT","digest":"eu-docker.pkg.dev/p/r/i@sha256:short"}""")]
    [InlineData("""{"action":"INSERT","digest":"eu-docker.pkg.dev/p/r/i@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","tag":"eu-docker.pkg.dev/p/r/other:1"}""")]
    public void An_Artifact_Registry_reference_must_be_one(string data) => Problem("gar", Pubsub(data)).ShouldNotBeEmpty();

    [Fact]
    public void A_message_that_is_not_base64_is_malformed() => Problem("gar", """{"message":{"data":"***"}}""").ShouldContain("base64");

    [Theory]
    [InlineData("""{"events":[{"action":"push","target":{"repository":"a/b"}}]}""", "neither a tag nor a digest")]
    [InlineData("""{"events":[{"action":"push","target":{"repository":"a/b","digest":"sha256:x"}}]}""", "not a digest")]
    [InlineData("""{"events":[{"action":"push","target":{"repository":"a/b","tag":"a b"}}]}""", "not a tag")]
    [InlineData("""{"events":[{"id":7,"action":"push","target":{"repository":"a/b","tag":"1"}}]}""", "'events[0].id' is not a text")]
    [InlineData("""{"events":[{"action":"push","target":[]}]}""", "'events[0].target' is not an object")]
    [InlineData("""{"events":[{"action":"push","timestamp":"soon","target":{"repository":"a/b","tag":"1"}}]}""", "'events[0].timestamp' is not a time")]
    [InlineData("""{"events":{}}""", "'events' is not an array")]
    [InlineData("""{"events":[{"id":"a\u0000b","action":"push","target":{"repository":"a/b","tag":"1"}}]}""", "control characters")]
    public void A_complaint_says_where(string body, string complaint) => Problem("distribution", body).ShouldContain(complaint);

    [Fact]
    public void More_events_than_the_limit_are_refused() =>
        Problem("distribution", $$$"""{"events":[{{{string.Join(',', Enumerable.Repeat("{}", 1001))}}}]}""").ShouldContain("1000");

    [Fact]
    public void Of_an_event_that_is_too_long_only_a_notice_is_kept()
    {
        var e = Read("zot", $$$"""{"name":"b","reference":"1","manifest":"{{{new string('x', 100_000)}}}"}""", ("ce-type", "zotregistry.image.updated")).Single();

        e.Payload.ShouldContain("omitted");
    }

    [Fact]
    public void Nine_products_are_spoken() => DialectTable.All.Select(d => d.Name).Distinct().Count().ShouldBe(9);

    private static string Pubsub(string data) => $$$"""{"message":{"data":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(data))}}}","messageId":"1"},"subscription":"s"}""";

    private static IReadOnlyList<RegistryEvent> Read(string dialect, string body, params (string Name, string Value)[] headers)
    {
        var reading = DialectTable.Find(dialect)!.Read(Request(body, headers));
        reading.Problem.ShouldBeNull();
        return reading.Events;
    }

    private static string Problem(string dialect, string body)
    {
        var reading = DialectTable.Find(dialect)!.Read(Request(body, []));
        reading.Events.ShouldBeEmpty();
        return reading.Problem.ShouldNotBeNull();
    }

    private static WebhookRequest Request(string body, (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
            dictionary[name] = value;
        return new(dictionary, Encoding.UTF8.GetBytes(body));
    }
}
