namespace Attestry.Cli.Output;

internal sealed record NewSigningKey(string KeyId, string PrivateKeyFile, string PublicKeyFile);
