namespace Attestry.Sigstore.Bundles;

public enum BundleVersion
{
    None = 0,

    V01,

    V02,

    V03,
}
