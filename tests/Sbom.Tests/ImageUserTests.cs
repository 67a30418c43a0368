using Attestry.Sbom.Images;

namespace Attestry.Sbom.Tests;

public sealed class ImageUserTests
{
    private static readonly Dictionary<string, long> Users = new() { ["root"] = 0, ["toor"] = 0, ["app"] = 1000, ["4711"] = 0 };

    [Theory]
    [InlineData("", true)]
    [InlineData(":0", true)]
    [InlineData("0", true)]
    [InlineData("00", true)]
    [InlineData("0:0", true)]
    [InlineData("0:1000", true)]
    [InlineData("root", true)]
    [InlineData("root:app", true)]
    [InlineData("toor", true)]
    [InlineData("4711", true)]
    [InlineData("app", false)]
    [InlineData("app:root", false)]
    [InlineData("65532", false)]
    [InlineData("65532:65532", false)]
    [InlineData("nobody", null)]
    public void Decides_who_is_root(string user, bool? root) => ImageUser.RunsAsRoot(user, Users).ShouldBe(root);
}
