namespace Attestry.Standalone;

/// <summary>What a person sees first: how to push, and how to ask.</summary>
internal static class Welcome
{
    internal static void Print(TextWriter output, StandaloneOptions options) => output.WriteLine(
        $"""

        Attestry serves at {options.Address} (loopback only).

        Push an image, with any client:
          skopeo copy --dest-tls-verify=false docker-archive:image.tar docker://{options.Host}/team/app:1.0
          docker tag app {options.Host}/team/app:1.0 && docker push {options.Host}/team/app:1.0

        {Trusted(options)}

        Ask whether it may run:
          curl -s -H "Authorization: Bearer $(cat {options.File(StandaloneSecrets.ApiKeyFile)})" \
            "{options.Address}v1/attestations?repository={options.Host}/team/app"

        Keys that decisions are signed with: {options.Address}.well-known/attestry/keys.json
        Stop with Ctrl+C; everything is kept in {Path.GetFullPath(options.Data)}.

        """);

    private static string Trusted(StandaloneOptions options) => options.Trust.Count == 0
        ? "No key is trusted yet, so nothing passes: start with --trust cosign.pub to trust one."
        : $"""
           Signatures by {string.Join(", ", options.Trust.Select(Path.GetFileName))} count:
             cosign sign --key cosign.key --use-signing-config=false --tlog-upload=false --allow-http-registry {options.Host}/team/app:1.0
           """;
}
