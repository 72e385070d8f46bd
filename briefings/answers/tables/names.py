"""Names of the tech desk: never corrected into another word, and never left unheeded.

A question for one of these is not answered by a figure without it. Names that stand in
the index are known from there; this table knows those that do not.
"""

NAMES = """
    accenture acer adobe adyen affirm airbnb airbus akamai alibaba alipay alphabet amazon
    amd ant anthropic apple applovin arm asml asus atlassian aws baidu bilibili binance
    bing bitcoin blackberry boe boeing booking bosch broadcom bykea byd bytedance canon
    catl chatgpt cisco claude cloudera cloudflare coinbase copilot coreweave corning coupang
    dailymotion databricks deepmind deepseek deliveroo dell didi discord disney dji
    doordash douyin dropbox ebay epic ericsson etsy expedia facebook flipkart ford foxconn
    freshworks fujitsu garmin geely gemini github gitlab gojek google gopro grab groq
    honda honeywell honor hp htc huawei hulu hynix hyundai ibm iflytek infineon infosys
    instagram intel intuit jd jingdong jio jumia kakao kioxia klarna kuaishou kodak lazada
    lenovo lg linkedin liauto line logitech lucid lyft marvell mastercard mediatek meituan
    mercadolibre meta micron microsoft midjourney mistral moderna monday motorola
    mpesa naver neteas netease netflix nextdoor nikon nintendo nio nokia northvolt nubank
    nvidia ola ollama oneplus openai oppo oracle oyo palantir panasonic patreon paypal
    paytm pdd peloton perplexity philips phonepe pinduoduo pinterest polestar porsche
    qualcomm quora rakuten realme reddit renault revolut ripple rivian robinhood roblox
    roku salesforce samsung sap sber sea sega sensetime servicenow shein shopee shopify
    siemens signal skype skyworth slack smic snap snapchat snowflake softbank sony spacex
    splunk spotify stellantis stmicroelectronics stripe substack swiggy tcl telegram temu
    tencent tesla threads tiktok toshiba toyota transsion trello tripadvisor tsmc tumblr
    twilio twitch twitter uber udemy ubisoft unilever unity valve verizon viber vimeo visa
    vivo vodafone volkswagen volvo walmart waymo wechat weibo weixin whatsapp wikipedia
    wipro wise workday xai xero xiaohongshu xiaomi xpeng yahoo yandex yelp ymtc youtube
    zalando zendesk zillow zomato zoom zte
"""
