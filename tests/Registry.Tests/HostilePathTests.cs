using System.Net.Sockets;
using System.Text;
using Attestry.Primitives;

namespace Attestry.Registry.Tests;

/// <summary>Paths as no well-behaved client writes them, so straight onto the socket.</summary>
public sealed class HostilePathTests : RegistryTest
{
    private static readonly string SomeDigest = Digest.Sha256("x"u8).Text;

    public static TheoryData<string> Paths => new(
        "/v2/../../../etc/passwd",
        "/v2/a/../../blobs/uploads/",
        "/v2/%2e%2e/%2e%2e/blobs/uploads/",
        "/v2/..%2f..%2fetc/blobs/uploads/",
        "/v2/a%2f..%2fb/blobs/uploads/",
        "/v2/a/..;/b/blobs/uploads/",
        "/v2/_blobs/blobs/uploads/",
        "/v2/a/_manifests/manifests/1",
        "/v2/A/blobs/uploads/",
        "/v2/a//b/blobs/uploads/",
        "/v2//blobs/uploads/",
        "/v2/a%00b/blobs/uploads/",
        "/v2/a%0d%0ab/blobs/uploads/",
        "/v2/a\\..\\b/blobs/uploads/",
        "/v2/a b/blobs/uploads/",
        "/v2/-a/blobs/uploads/",
        $"/v2/{new string('a', 256)}/blobs/uploads/",
        "/v2/a/blobs/uploads/../../../../lock",
        "/v2/a/blobs/uploads/%2e%2e%2flock",
        "/v2/a/manifests/..",
        "/v2/a/manifests/%2e%2e",
        "/v2/a/manifests/..%2f..%2flock",
        "/v2/a/manifests/sha256:../../lock",
        "/v2/a/blobs/sha256:..%2f..%2flock",
        $"/v2/a/blobs/{SomeDigest.ToUpperInvariant()}",
        $"/v2/a/referrers/{SomeDigest}%2f..",
        "/v2/a/tags/list/more",
        "/v2/_catalog/");

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Answers_an_error_and_writes_nothing(string path)
    {
        var before = Files();
        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" })
        {
            var status = await StatusAsync(method, path);
            status.ShouldBeInRange(400, 499, $"{method} {path}");
        }
        Files().ShouldBe(before);
    }

    [Fact]
    public async Task Refuses_verbs_that_a_resource_does_not_have()
    {
        await Client.SendAsync("DELETE", "/v2/").ShouldBeErrorAsync(405, "UNSUPPORTED");
        await Client.SendAsync("PUT", $"/v2/a/blobs/{SomeDigest}").ShouldBeErrorAsync(405, "UNSUPPORTED");
        await Client.SendAsync("POST", "/v2/a/tags/list").ShouldBeErrorAsync(405, "UNSUPPORTED");
    }

    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Root)!, "*", SearchOption.AllDirectories).Order()];

    private async Task<int> StatusAsync(string method, string path)
    {
        using var socket = new TcpClient("127.0.0.1", Client.BaseAddress!.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {Host.Name}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1]);
    }
}
