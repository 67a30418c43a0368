using System.Text.RegularExpressions;
using Attestry.StatusApi;

namespace Attestry.Deploy.Tests;

/// <summary>What each container of <c>docker-compose.yml</c> may do.</summary>
public sealed partial class ContainerTests
{
    // Their processes are not services: everything at once, a command line, and what runs on the measured hosts.
    private static readonly string[] NotDeployed = ["Standalone", "Cli", "HostAgent"];

    public static TheoryData<string> Names => [.. ComposeFile.Containers.Select(container => container.Name)];

    [Fact]
    public void Every_service_of_the_repository_is_there_beside_broker_and_store()
    {
        var services = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "services"))
            .Where(folder => File.Exists(Path.Combine(folder, "Program.cs"))).Select(Path.GetFileName).Except(NotDeployed).Order().ToList();

        services.Count.ShouldBeGreaterThanOrEqualTo(7);
        ComposeFile.Containers.Where(container => container.IsOurs).Select(container => container.Service).Order().ShouldBe(services);
        ComposeFile.Containers.Where(container => !container.IsOurs).Select(container => container.Name).Order().ShouldBe(["mongodb", "rabbitmq"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_the_least_privileges(string name)
    {
        var container = ComposeFile.Find(name);

        container.Text("user").ShouldNotBeNull().ShouldMatch(@"\A\$\{ATTESTRY_UID:\?[^}]+\}:\$\{ATTESTRY_GID:\?[^}]+\}\z");
        container.Text("read_only").ShouldBe("true");
        container.List("cap_drop").ShouldBe(["ALL"]);
        container.List("security_opt").ShouldBe(["no-new-privileges:true"]);
        container.List("tmpfs").ShouldContain(mount => mount.StartsWith("/tmp:size=", StringComparison.Ordinal));
        container.List("tmpfs").ShouldAllBe(mount => mount.EndsWith("noexec,nosuid,nodev"));
        container.Text("mem_limit").ShouldNotBeNull().ShouldMatch(@"\A\d+[mg]\z");
        container.Text("pids_limit").ShouldNotBeNull();
        foreach (var more in new[] { "cap_add", "privileged", "devices", "network_mode", "pid", "ipc", "userns_mode", "env_file" })
            container.Has(more).ShouldBeFalse(more);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Writes_only_to_its_own_data_folder(string name)
    {
        foreach (var volume in ComposeFile.Find(name).List("volumes").Select(volume => volume.Split(':')))
            if (volume is not [_, _, "ro"])
                volume.ShouldBe([$"./deploy/compose/data/{name}", volume[1]]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_told_whether_it_works_and_is_pinned(string name)
    {
        var container = ComposeFile.Find(name);

        container.Has("healthcheck").ShouldBeTrue();
        container.Text("restart").ShouldBe("unless-stopped");
        container.Text("image").ShouldNotBeNull().ShouldMatch(@"\A[a-z/-]+:\d+\.\d+\.\d+\z");
        if (container.IsOurs)
            container.Text("image").ShouldBe($"attestry/{name}:{typeof(StatusApiService).Assembly.GetName().Version!.ToString(3)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_reached_from_outside_only_on_loopback_and_only_where_it_serves_people_hosts_or_registries(string name)
    {
        var ports = ComposeFile.Find(name).List("ports");

        ports.ShouldAllBe(port => LoopbackPort().IsMatch(port));
        ports.Any().ShouldBe(name is "ingestion" or "status-api" or "measurement-collector" or "registry");
    }

    [Fact]
    public void Broker_and_store_are_on_networks_of_their_own_that_lead_nowhere()
    {
        foreach (var name in new[] { "bus", "store" })
            ((Dictionary<object, object?>)ComposeFile.Section("networks")[name]!)["internal"].ShouldBe("true");
        ComposeFile.Find("rabbitmq").List("networks").ShouldBe(["bus"]);
        ComposeFile.Find("mongodb").List("networks").ShouldBe(["store"]);
        ComposeFile.Find("policy-evaluator").List("networks").ShouldBe(["bus", "store"]);
        ComposeFile.Find("registry").List("networks").ShouldBe(["registries"]);
        ComposeFile.Containers.ShouldAllBe(container => container.List("networks").Count > 0);
    }

    [Fact]
    public void The_registry_for_evaluation_is_started_only_when_asked_for()
    {
        ComposeFile.Containers.Where(container => container.Has("profiles")).Select(container => container.Name).ShouldBe(["registry"]);
        ComposeFile.Find("registry").List("profiles").ShouldBe(["evaluation"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_its_secrets_from_files(string name)
    {
        var container = ComposeFile.Find(name);
        var declared = ComposeFile.Section("secrets");

        foreach (var secret in container.List("secrets"))
            declared.ShouldContainKey(secret);
        foreach (var (key, value) in container.Map("environment").Where(pair => SecretName().IsMatch(pair.Key)))
            value.ShouldStartWith("/", Case.Sensitive, key);
        foreach (var path in container.Map("environment").Values.Concat(container.List("command")).Where(value => value.StartsWith("/run/secrets/", StringComparison.Ordinal)))
            container.List("secrets").ShouldContain(path["/run/secrets/".Length..]);
    }

    [Fact]
    public void No_secret_is_written_down()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy"), "*", SearchOption.AllDirectories).Append(ComposeFile.Path))
            if (!path.Contains("/compose/secrets/", StringComparison.Ordinal) && !path.Contains("/compose/data/", StringComparison.Ordinal))
                WrittenDown().Matches(File.ReadAllText(path)).Select(match => match.Value).ShouldBeEmpty(path);
    }

    [GeneratedRegex(@"\A127\.0\.0\.1:\d+:8080\z")]
    private static partial Regex LoopbackPort();

    [GeneratedRegex("(?i)(password|secret|token|connection|hash)[a-z_]*$")]
    private static partial Regex SecretName();

    // A password in a URI (but not one that a script or a placeholder fills in), or what random bytes look like.
    [GeneratedRegex(@"://\w+:\w+@|\b[0-9a-f]{32,}\b|BEGIN [A-Z ]*PRIVATE KEY")]
    private static partial Regex WrittenDown();
}
