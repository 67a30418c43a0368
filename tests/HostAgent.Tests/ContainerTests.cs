using Attestry.HostAgent.Containers;

namespace Attestry.HostAgent.Tests;

/// <summary>What engines answer. They are stood in for by scripts, since a container engine needs rights that tests have not.</summary>
public sealed class ContainerTests : IDisposable
{
    private const string Digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task Reads_the_cri()
    {
        Engine("crictl", $$$"""
            case "$1" in
            ps) echo '{"containers":[{"id":"c1","metadata":{"name":"web"},"image":{"image":"sha256:bb"},"labels":{}},{"id":"c2","metadata":{"name":"built"},"image":{"image":"here"}}]}';;
            inspect) if [ "$4" = c1 ]
              then echo '{"status":{"image":{"image":"registry.example/web:1"},"imageRef":"registry.example/web@{{{Digest}}}"},"info":{"pid":41}}'
              else echo '{"status":{"imageRef":"{{{Digest}}}"},"info":{"pid":42}}'; fi;;
            esac
            """);
        (await ListAsync("crictl")).ShouldBe([
            new("crictl", "c1", "web", "registry.example/web:1", Digest, 41),
            // A configuration's digest is not a manifest's.
            new("crictl", "c2", "built", "here", null, 42),
        ]);
    }

    [Fact]
    public async Task Reads_podman()
    {
        Engine("podman", $$$"""
            case "$1" in
            ps) echo c1;;
            inspect) echo '[{"Id":"c1","Name":"web","ImageName":"registry.example/web:1","ImageDigest":"{{{Digest}}}","State":{"Pid":41}}]';;
            esac
            """);
        (await ListAsync("podman")).ShouldBe([new("podman", "c1", "web", "registry.example/web:1", Digest, 41)]);
    }

    [Fact]
    public async Task Reads_docker_and_takes_the_digest_of_the_repository_that_was_asked_for()
    {
        var other = Digest.Replace('a', 'b');
        Engine("docker", $$$"""
            case "$1$3" in
            ps*) echo c1;;
            inspectcontainer) echo '[{"Id":"c1","Name":"/web","Image":"sha256:cc","Config":{"Image":"registry.example/web:1"},"State":{"Pid":41}}]';;
            inspectimage) echo '[{"Id":"sha256:cc","RepoDigests":["other.example/web@{{{other}}}","registry.example/web@{{{Digest}}}"]}]';;
            esac
            """);
        (await ListAsync("docker")).ShouldBe([new("docker", "c1", "web", "registry.example/web:1", Digest, 41)]);
    }

    [Fact]
    public async Task Reads_containerd()
    {
        Engine("ctr", $$$"""
            case "$*" in
            "namespaces ls -q") printf 'default\nk8s.io\n';;
            "-n default tasks ls") printf 'TASK    PID     STATUS\nc1      41      RUNNING\nc2      42      STOPPED\n';;
            "-n k8s.io tasks ls") printf 'TASK    PID     STATUS\n';;
            "-n default images ls") printf 'REF TYPE DIGEST SIZE PLATFORMS LABELS\nregistry.example/web:1 application/vnd.oci.image.index.v1+json {{{Digest}}} 1.0 MiB linux/amd64 -\n';;
            "-n default containers info c1") echo '{"ID":"c1","Image":"registry.example/web:1"}';;
            esac
            """);
        (await ListAsync("ctr")).ShouldBe([new("ctr", "c1", "c1", "registry.example/web:1", Digest, 41)]);
    }

    [Theory]
    [InlineData("echo none; exit 3")]
    [InlineData("echo '['")]
    [InlineData("echo '{}'")]
    [InlineData("""echo '{"containers":{"id":1}}'""")]
    [InlineData("""echo '{"containers":[null,[],"x"],"containers":[]}'""")]
    public async Task Goes_on_without_an_engine_that_does_not_answer(string body)
    {
        Engine("crictl", body);
        Engine("podman", """
            case "$1" in
            ps) echo c1;;
            inspect) echo '[{"Id":"c1","Name":"web","ImageName":"a","ImageDigest":"sha256:no","State":{"Pid":"41"}}]';;
            esac
            """);
        (await ListAsync("auto")).ShouldBe([new("podman", "c1", "web", "a", null, 0)]);
    }

    [Fact]
    public async Task Reports_a_container_once_that_two_engines_know()
    {
        Engine("podman", """test "$1" = ps && echo c1 || echo '[{"Id":"c1","Name":"web"}]'""");
        Engine("docker", """test "$1" = ps && echo c1 || echo '[{"Id":"c1","Name":"web"}]'""");
        (await ListAsync("podman,docker")).ShouldHaveSingleItem().Engine.ShouldBe("podman");
        (await ListAsync("none")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("podman")]
    [InlineData("lxc")]
    public void Refuses_an_engine_that_is_not_here_or_not_known(string name) =>
        Should.Throw<AgentException>(() => ContainerSources.Open(name, _folder.Path)).Message.ShouldContain("--containers");

    public void Dispose() => _folder.Dispose();

    private void Engine(string name, string body) => Script.Write(_folder.File(name), body);

    private Task<IReadOnlyList<RunningContainer>> ListAsync(string engines) =>
        ContainerSources.Open(engines, _folder.Path).ListAsync(complaint => _complaints.Add(complaint.Message), CancellationToken.None);
}
