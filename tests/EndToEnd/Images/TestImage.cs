using System.Text;
using Attestry.Oci.Building;
using Attestry.Oci.Manifests;

namespace Attestry.EndToEnd.Images;

/// <summary>Small images that every rule but the one about signatures is content with.</summary>
internal static class TestImage
{
    /// <summary>The package that each of them brings.</summary>
    internal const string Package = "pkg:npm/left-pad@1.3.0";

    private static readonly BuiltLayer Layer = Pack();

    /// <param name="name">Makes it another image than those with other names.</param>
    internal static ImageBuilder Build(string name, string architecture = "amd64") => new()
    {
        Platform = new Platform("linux", architecture),
        Layers = [Layer],
        User = "65532:65532",
        Labels = new Dictionary<string, string> { ["name"] = name },
    };

    private static BuiltLayer Pack()
    {
        using var layer = new LayerBuilder();
        return layer
            .AddFile("etc/os-release", Encoding.UTF8.GetBytes("ID=test\nVERSION_ID=1\n"))
            .AddFile("app/node_modules/left-pad/package.json", Encoding.UTF8.GetBytes("""{"name":"left-pad","version":"1.3.0","license":"WTFPL"}"""))
            .Build();
    }
}
