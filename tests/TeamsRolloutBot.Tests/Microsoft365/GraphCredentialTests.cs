using Azure.Identity;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Tests.Microsoft365;

/// <summary>Which sign-in the settings select.</summary>
public sealed class GraphCredentialTests
{
    private const string Guid1 = "0b1f3f0c-77aa-4f52-9d3f-3a1b0c9d8e7f";

    [Theory]
    [InlineData(GraphSignIn.ManagedIdentity, typeof(ManagedIdentityCredential))]
    [InlineData(GraphSignIn.WorkloadIdentity, typeof(WorkloadIdentityCredential))]
    [InlineData(GraphSignIn.ClientSecret, typeof(ClientSecretCredential))]
    [InlineData(GraphSignIn.Certificate, typeof(ClientCertificateCredential))]
    public void One_setting_chooses_the_sign_in(object signIn, Type credential)
    {
        var options = Good((GraphSignIn)signIn);
        options.ClientSecret = options.SignIn == GraphSignIn.ClientSecret ? "secret" : "";
        options.CertificatePath = options.SignIn == GraphSignIn.Certificate ? "certificate.pem" : "";

        Assert.IsType(credential, GraphCredential.Create(options, new BotOptions()));
    }

    [Theory]
    [InlineData(BotTenantType.ManagedIdentity, "", "", typeof(ManagedIdentityCredential))]
    [InlineData(BotTenantType.SingleTenant, "secret", "", typeof(ClientSecretCredential))]
    [InlineData(BotTenantType.SingleTenant, "", "certificate.pem", typeof(ClientCertificateCredential))]
    public void Bot_means_the_credential_the_bot_itself_signs_in_with(object tenantType, string secret, string path, Type credential)
    {
        var bot = new BotOptions
        {
            AppId = Guid1,
            TenantId = Guid1,
            TenantType = (BotTenantType)tenantType,
            ClientSecret = secret,
            CertificatePath = path,
        };

        Assert.IsType(credential, GraphCredential.Create(Good(GraphSignIn.Bot), bot));
    }

    [Fact]
    public void Without_a_sign_in_there_is_no_credential() =>
        Assert.Throws<InvalidOperationException>(() => GraphCredential.Create(new GraphOptions(), new BotOptions()));

    private static GraphOptions Good(GraphSignIn signIn) => new()
    {
        SignIn = signIn,
        TenantId = Guid1,
        ClientId = Guid1,
        AppExternalId = Guid1,
        Cloud = BotCloud.Public,
    };
}
