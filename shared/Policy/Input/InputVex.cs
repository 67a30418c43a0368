using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputVex(
    [property: Description("attested or attached (a referrer, which nobody signs): these come with the image; or uploaded.")] string Source,
    [property: Description("Its statements are applied: somebody who is trusted vouches for it.")] bool Counts,
    [property: Description("Digest of the document.")] string Document,
    [property: Description("Of how many of the vulnerabilities it is the one that decides.")] int Decides,
    [property: Description("Configured name of the key or identity that attests it, or the API key that uploaded it.")] string? Signer = null,
    [property: Description("Digest of the manifest that it comes with.")] string? Subject = null);
